import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { RateLimit } from '../../../src-main/features/rate-limits/rate-limits.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { Section } from '../../ui/page.tsx'
import { KeyValueList } from '../../ui/stat.tsx'
import { ErrorLine, SkeletonLines } from '../../ui/states.tsx'
import { apiKeysQuery } from '../api-keys/api-keys.queries.ts'
import { oauthClientsQuery } from '../oauth/oauth.queries.ts'
import { useCan } from '../people/people.queries.ts'

/** The keys and clients that share a limit, each leading to its own page. */
export function LimitUsers({ limit }: { readonly limit: RateLimit }) {
  const { t } = useTranslation('rate-limits')
  const api = useApi()
  const canSeeClients = useCan()('oauth_clients:read')
  const keys = useQuery(apiKeysQuery(api))
  const clients = useQuery({ ...oauthClientsQuery(api), enabled: canSeeClients })
  const error = keys.error ?? clients.error
  const isLoading = keys.isPending || (canSeeClients && clients.isPending)
  const sharingKeys = (keys.data ?? []).filter(({ rateLimitId, status }) => rateLimitId === limit.id && status !== 'revoked')
  const sharingClients = (clients.data ?? []).filter(({ rateLimitId }) => rateLimitId === limit.id)
  const groups = [
    { label: t('column.keys'), value: sharingKeys.map(keyLink) },
    { label: t('column.clients'), value: sharingClients.map(clientLink) },
  ].filter(({ value }) => value.length > 0)
  return (
    <Section title={t('sharedBy')}>
      {error === null ? null : <ErrorLine error={error} />}
      {isLoading ? <SkeletonLines count={2} /> : null}
      {!isLoading && error === null && groups.length === 0 ? <p className="dim">{t('nobody')}</p> : null}
      <KeyValueList items={groups} />
    </Section>
  )
}

interface Shown {
  readonly id: number
  readonly name: string
}

const keyLink = ({ id, name }: Shown) => (
  <div key={id}>
    <Link to="/settings/api-keys/$keyId" params={{ keyId: String(id) }}>
      {name}
    </Link>
  </div>
)

const clientLink = ({ id, name }: Shown) => (
  <div key={id}>
    <Link to="/settings/oauth-clients/$clientId" params={{ clientId: String(id) }}>
      {name}
    </Link>
  </div>
)
