import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OauthClient } from '../../../src-main/features/oauth/oauth-clients.contract.ts'
import { useApi, useWorkspace } from '../../lib/services.tsx'
import { CodeBlock } from '../../ui/code-block.tsx'
import { AddressesOf, LimitOf, UsageSection } from '../../ui/credential-facts.tsx'
import { DetailPanel } from '../../ui/detail-panel.tsx'
import { KeyValueList } from '../../ui/stat.tsx'
import { EmptyState, ErrorLine, ErrorState, SkeletonLines } from '../../ui/states.tsx'
import { useScopeWords } from '../../ui/use-scope-words.ts'
import { Code, DateTime } from '../../ui/values.tsx'
import { useCan } from '../people/people.queries.ts'
import { tokenCall } from './client-call.ts'
import { ClientTokens } from './client-tokens.tsx'
import { DeleteClientDialog } from './delete-client-dialog.tsx'
import { oauthClientsQuery, oauthClientUsageQuery, updateOauthClientMutation } from './oauth.queries.ts'
import { RotateSecret } from './rotate-secret.tsx'
import { actsFor, ClientStatus, ClientUse } from './use-oauth-client-columns.tsx'

/** Everything about one client but its secret, with the tokens that it has. */
export function OauthClientPanel() {
  const { t } = useTranslation('oauth')
  const { clientId } = useParams({ from: '/shell/settings/oauth-clients/$clientId' })
  const navigate = useNavigate()
  const close = (): void => void navigate({ to: '/settings/oauth-clients' })
  const query = useQuery(oauthClientsQuery(useApi()))
  const client = query.data?.find((candidate) => String(candidate.id) === clientId)
  const can = useCan()
  return (
    <DetailPanel
      title={client?.name ?? t('panel.title')}
      badge={client === undefined ? undefined : <ClientStatus client={client} />}
      actions={client !== undefined && can('oauth_clients:write') ? <EditLink client={client} /> : undefined}
      onClose={close}
    >
      {client === undefined ? <Missing query={query} /> : <Details client={client} onDeleted={close} />}
    </DetailPanel>
  )
}

function EditLink({ client }: { readonly client: OauthClient }) {
  const { t } = useTranslation('oauth')
  return (
    <Button
      renderRoot={(props) => <Link {...props} to="/settings/oauth-clients/$clientId/edit" params={{ clientId: String(client.id) }} />}
    >
      {t('edit.label')}
    </Button>
  )
}

function Missing({ query }: { readonly query: { readonly isPending: boolean; readonly error: unknown; readonly refetch: () => unknown } }) {
  const { t } = useTranslation('oauth')
  if (query.isPending) return <SkeletonLines count={8} />
  if (query.error !== null) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  return <EmptyState title={t('panel.missing')} description={t('panel.missingHelp')} />
}

function Details({ client, onDeleted }: { readonly client: OauthClient; readonly onDeleted: () => void }) {
  const { t } = useTranslation('oauth')
  const can = useCan()
  const usage = useQuery(oauthClientUsageQuery(useApi(), client.id)).data
  return (
    <>
      {client.description === null ? null : <p style={{ margin: 0 }}>{client.description}</p>}
      <Facts client={client} />
      {can('oauth_clients:write') ? <Actions client={client} onDeleted={onDeleted} /> : null}
      {client.grantTypes.includes('client_credentials') ? (
        <CodeBlock code={tokenCall(client, undefined, window.location.origin)} label={t('panel.call')} wrap />
      ) : null}
      <UsageSection usage={usage} />
      <RequestsLink client={client} />
      <ClientTokens client={client} />
    </>
  )
}

function Facts({ client }: { readonly client: OauthClient }) {
  const { t } = useTranslation('oauth')
  const words = useScopeWords()
  const until = client.previousSecretExpiresAt
  return (
    <KeyValueList
      items={[
        { label: t('column.clientId'), value: <Code>{client.clientId}</Code> },
        { label: t('column.kind'), value: t(client.isConfidential ? 'kind.confidential' : 'kind.public') },
        { label: t('column.environment'), value: t(`environment.${client.environment}`) },
        { label: t('column.actsFor'), value: t(`actsFor.${actsFor(client)}`) },
        { label: t('column.scopes'), value: client.scopes.map((scope) => <div key={scope}>{words(scope)}</div>) },
        ...(client.redirectUris.length === 0
          ? []
          : [{ label: t('column.redirectUris'), value: <AddressesOf addresses={client.redirectUris} /> }]),
        { label: t('credentials:field.limit'), value: <LimitOf {...client} /> },
        { label: t('credentials:field.addresses'), value: <AddressesOf addresses={client.allowedAddresses} /> },
        { label: t('credentials:field.expires'), value: <Expiry client={client} /> },
        { label: t('column.lastUsed'), value: <ClientUse client={client} /> },
        ...(until === null ? [] : [{ label: t('panel.oldSecretUntil'), value: <DateTime time={until} show="exact" /> }]),
        { label: t('credentials:field.owner'), value: client.ownerName ?? t('credentials:nobody') },
        ...Object.entries(client.metadata).map(([name, value]) => ({ label: name, value })),
        { label: t('panel.createdAt'), value: <DateTime time={client.createdAt} show="exact" /> },
      ]}
    />
  )
}

function Expiry({ client: { expiresAt } }: { readonly client: OauthClient }) {
  const { t } = useTranslation('oauth')
  return expiresAt === null ? <span className="dim">{t('credentials:expiry.never')}</span> : <DateTime time={expiresAt} show="date" />
}

/** The log belongs to one environment: a client's calls are found only in its own. */
function RequestsLink({ client }: { readonly client: OauthClient }) {
  const { t } = useTranslation('oauth')
  const { environment } = useWorkspace()
  const can = useCan()
  if (client.environment !== environment || !can('requests:read')) return null
  return (
    <Link to="/requests" search={{ oauthClientId: client.id }}>
      {t('panel.requests')}
    </Link>
  )
}

function Actions({ client, onDeleted }: { readonly client: OauthClient; readonly onDeleted: () => void }) {
  const { t } = useTranslation('oauth')
  const [isDeleting, setDeleting] = useState(false)
  const update = useMutation(updateOauthClientMutation(useApi()))
  return (
    <>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
        {client.isConfidential ? <RotateSecret client={client} /> : null}
        <Button onClick={() => update.mutate({ id: client.id, isActive: !client.isActive })} loading={update.isPending}>
          {t(client.isActive ? 'turnOff' : 'turnOn')}
        </Button>
        <Button c="red" onClick={() => setDeleting(true)}>
          {t('delete')}
        </Button>
      </div>
      {update.error === null ? null : <ErrorLine error={update.error} />}
      <DeleteClientDialog client={isDeleting ? client : undefined} onClose={() => setDeleting(false)} onDeleted={onDeleted} />
    </>
  )
}
