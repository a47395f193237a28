import { Button } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CredentialSafety, SafetyFinding } from '../../../src-main/features/credentials/credentials.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { Page, PageHeader, Section } from '../../ui/page.tsx'
import { EmptyState, ErrorState, SkeletonLines } from '../../ui/states.tsx'
import { StatusBadge, type Tone } from '../../ui/status-badge.tsx'
import { Code, DateTime } from '../../ui/values.tsx'
import { useCan } from '../people/people.queries.ts'
import { apiKeysQuery, credentialSafetyQuery } from './api-keys.queries.ts'
import { RevokeDialog } from './revoke-dialog.tsx'
import './safety-page.css'

/** What could be safer about the credentials of the company, each with the way to mend it. */
export function SafetyPage() {
  const { t } = useTranslation('api-keys')
  const query = useQuery(credentialSafetyQuery(useApi()))
  return (
    <Page>
      <PageHeader
        title={t('safety.title')}
        description={t('safety.description')}
        breadcrumbs={[{ label: t('title'), to: '/settings/api-keys' }]}
      />
      <Section>
        {query.error === null ? null : <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
        {query.isPending ? <SkeletonLines count={8} /> : null}
        {query.data?.length === 0 ? (
          <EmptyState icon={IconShieldCheck} title={t('safety.empty.title')} description={t('safety.empty.description')} />
        ) : null}
        {query.data === undefined ? null : <Credentials credentials={query.data} />}
      </Section>
    </Page>
  )
}

function Credentials({ credentials }: { readonly credentials: readonly CredentialSafety[] }) {
  const [revokedId, setRevokedId] = useState<number>()
  const keys = useQuery(apiKeysQuery(useApi())).data
  return (
    <>
      <ul className="safety">
        {credentials.map((credential) => (
          <Credential key={`${credential.kind}/${credential.id}`} credential={credential} onRevoke={() => setRevokedId(credential.id)} />
        ))}
      </ul>
      <RevokeDialog apiKey={keys?.find(({ id }) => id === revokedId)} onClose={() => setRevokedId(undefined)} />
    </>
  )
}

interface CredentialProps {
  readonly credential: CredentialSafety
  readonly onRevoke: () => void
}

function Credential({ credential, onRevoke }: CredentialProps) {
  const { t } = useTranslation('api-keys')
  return (
    <li>
      <div className="safety-head">
        <Name credential={credential} />
        <Code>{credential.kind === 'api_key' ? `${credential.prefix}…` : credential.prefix}</Code>
        <span className="dim">{t(`environment.${credential.environment}`)}</span>
        <span className="dim">
          {credential.lastUsedAt === null ? t('neverUsed') : t('secrets.used')}{' '}
          {credential.lastUsedAt === null ? null : <DateTime time={credential.lastUsedAt} />}
        </span>
      </div>
      <div className="safety-findings">
        {credential.findings.map((finding) => (
          <StatusBadge key={finding} tone={toneOf(finding)} label={t(`safety.finding.${finding}`)} />
        ))}
      </div>
      <Actions credential={credential} onRevoke={onRevoke} />
    </li>
  )
}

function Name({ credential: { kind, id, name } }: Pick<CredentialProps, 'credential'>) {
  return kind === 'api_key' ? (
    <Link to="/settings/api-keys/$keyId" params={{ keyId: String(id) }}>
      <strong>{name}</strong>
    </Link>
  ) : (
    <Link to="/settings/oauth-clients/$clientId" params={{ clientId: String(id) }}>
      <strong>{name}</strong>
    </Link>
  )
}

function Actions({ credential, onRevoke }: CredentialProps) {
  const { t } = useTranslation('api-keys')
  const can = useCan()
  if (!can(credential.kind === 'api_key' ? 'api_keys:write' : 'oauth_clients:write')) return null
  return (
    <div className="safety-actions">
      {credential.isSafeToRemove ? <span>{t('safety.removable')}</span> : null}
      {credential.findings.some(isMendable) ? <MendButton credential={credential} /> : null}
      {credential.kind === 'api_key' ? (
        <Button c="red" onClick={onRevoke}>
          {t('revoke')}
        </Button>
      ) : (
        <Button
          renderRoot={(props) => <Link {...props} to="/settings/oauth-clients/$clientId" params={{ clientId: String(credential.id) }} />}
        >
          {t('safety.openClient')}
        </Button>
      )}
    </div>
  )
}

function MendButton({ credential: { kind, id } }: Pick<CredentialProps, 'credential'>) {
  const { t } = useTranslation('api-keys')
  return (
    <Button
      renderRoot={(props) =>
        kind === 'api_key' ? (
          <Link {...props} to="/settings/api-keys/$keyId/edit" params={{ keyId: String(id) }} />
        ) : (
          <Link {...props} to="/settings/oauth-clients/$clientId/edit" params={{ clientId: String(id) }} />
        )
      }
    >
      {t('safety.mend')}
    </Button>
  )
}

const isMendable = (finding: SafetyFinding): boolean => !['never_used', 'idle', 'expired', 'turned_off'].includes(finding)

const toneOf = (finding: SafetyFinding): Tone => (isMendable(finding) ? 'waiting' : 'off')
