import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiKey } from '../../../src-main/features/api-keys/api-keys.contract.ts'
import { useApi, useWorkspace } from '../../lib/services.tsx'
import { AddressesOf, LimitOf } from '../../ui/credential-facts.tsx'
import { DetailPanel } from '../../ui/detail-panel.tsx'
import { KeyValueList } from '../../ui/stat.tsx'
import { EmptyState, ErrorState, SkeletonLines } from '../../ui/states.tsx'
import { useScopeWords } from '../../ui/use-scope-words.ts'
import { Code, DateTime } from '../../ui/values.tsx'
import { useCan } from '../people/people.queries.ts'
import { apiKeysQuery } from './api-keys.queries.ts'
import { KeyUsage } from './key-usage.tsx'
import { RevokeDialog } from './revoke-dialog.tsx'
import { RotateDialog } from './rotate-dialog.tsx'
import { Expiry, KeyStatus, LastUse } from './use-api-key-columns.tsx'

/** Everything about one key but the key itself. */
export function ApiKeyPanel() {
  const { t } = useTranslation('api-keys')
  const { keyId } = useParams({ from: '/shell/settings/api-keys/$keyId' })
  const navigate = useNavigate()
  const close = (): void => void navigate({ to: '/settings/api-keys', search: true })
  const query = useQuery(apiKeysQuery(useApi()))
  const key = query.data?.find((candidate) => String(candidate.id) === keyId)
  const [isRevoking, setRevoking] = useState(false)
  const [isRotating, setRotating] = useState(false)
  const can = useCan()
  const mayRevoke = key !== undefined && key.status !== 'revoked' && can('api_keys:write')
  return (
    <DetailPanel
      title={key?.name ?? t('panel.title')}
      badge={key === undefined ? undefined : <KeyStatus apiKey={key} />}
      actions={
        mayRevoke ? (
          <>
            <Button renderRoot={(props) => <Link {...props} to="/settings/api-keys/$keyId/edit" params={{ keyId }} />}>
              {t('edit.open')}
            </Button>
            <Button onClick={() => setRotating(true)}>{t('rotate')}</Button>
            <Button c="red" onClick={() => setRevoking(true)}>
              {t('revoke')}
            </Button>
          </>
        ) : undefined
      }
      onClose={close}
    >
      {key === undefined ? <Missing query={query} /> : <Details apiKey={key} />}
      {key === undefined ? null : <RotateDialog apiKey={key} isOpen={isRotating} onClose={() => setRotating(false)} />}
      <RevokeDialog apiKey={isRevoking ? key : undefined} onClose={() => setRevoking(false)} />
    </DetailPanel>
  )
}

function Missing({ query }: { readonly query: { readonly isPending: boolean; readonly error: unknown; readonly refetch: () => unknown } }) {
  const { t } = useTranslation('api-keys')
  if (query.isPending) return <SkeletonLines count={8} />
  if (query.error !== null) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  return <EmptyState title={t('panel.missing')} description={t('panel.missingHelp')} />
}

function Details({ apiKey }: { readonly apiKey: ApiKey }) {
  const { t } = useTranslation('api-keys')
  const words = useScopeWords()
  return (
    <>
      {apiKey.description === null ? null : <p style={{ margin: 0 }}>{apiKey.description}</p>}
      <KeyValueList
        items={[
          { label: t('column.key'), value: <Code>{`${apiKey.keyPrefix}…`}</Code> },
          { label: t('column.environment'), value: t(`environment.${apiKey.environment}`) },
          { label: t('column.scopes'), value: apiKey.scopes.map((scope) => <div key={scope}>{words(scope)}</div>) },
          { label: t('column.lastUsed'), value: <LastUse apiKey={apiKey} /> },
          { label: t('column.expires'), value: <Expiry apiKey={apiKey} /> },
          { label: t('credentials:field.limit'), value: <LimitOf {...apiKey} /> },
          { label: t('credentials:field.addresses'), value: <AddressesOf addresses={apiKey.allowedAddresses} /> },
          { label: t('credentials:field.owner'), value: apiKey.ownerName ?? t('credentials:nobody') },
          { label: t('form.idempotency'), value: t(apiKey.requiresIdempotencyKey ? 'panel.required' : 'panel.notRequired') },
          ...Object.entries(apiKey.metadata).map(([name, value]) => ({ label: name, value })),
          { label: t('panel.createdAt'), value: <DateTime time={apiKey.createdAt} show="exact" /> },
          ...(apiKey.revokedAt === null ? [] : [{ label: t('panel.revokedAt'), value: <DateTime time={apiKey.revokedAt} show="exact" /> }]),
        ]}
      />
      <KeyUsage apiKey={apiKey} />
      <RequestsLink apiKey={apiKey} />
    </>
  )
}

/** The log belongs to one environment: a key's calls are found only in its own. */
function RequestsLink({ apiKey }: { readonly apiKey: ApiKey }) {
  const { t } = useTranslation('api-keys')
  const { environment } = useWorkspace()
  const can = useCan()
  if (apiKey.environment !== environment || !can('requests:read')) return null
  return (
    <Link to="/requests" search={{ apiKeyId: apiKey.id }}>
      {t('panel.requests')}
    </Link>
  )
}
