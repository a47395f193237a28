import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { OauthClient, OauthToken } from '../../../src-main/features/oauth/oauth-clients.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { notify } from '../../ui/notify.tsx'
import { ErrorLine, SkeletonLines } from '../../ui/states.tsx'
import { DateTime } from '../../ui/values.tsx'
import { useCan } from '../people/people.queries.ts'
import './client-tokens.css'
import { oauthTokensQuery, revokeAllTokensMutation, revokeTokenMutation } from './oauth.queries.ts'

/** The tokens of a client that are good now, each with its end. */
export function ClientTokens({ client }: { readonly client: OauthClient }) {
  const { t } = useTranslation('oauth')
  const api = useApi()
  const query = useQuery(oauthTokensQuery(api, client.id))
  const revokeAll = useMutation(revokeAllTokensMutation(api))
  const can = useCan()
  const tokens = query.data?.data ?? []
  const confirm = (): void =>
    revokeAll.mutate(client.id, { onSuccess: ({ revoked }) => notify({ message: t('tokens.revoked', { count: revoked }) }) })
  return (
    <section className="client-tokens" aria-label={t('tokens.title')}>
      <header>
        <h3>{t('tokens.title')}</h3>
        {tokens.length > 0 && can('oauth_clients:write') ? (
          <Button size="compact-sm" c="red" onClick={confirm} loading={revokeAll.isPending}>
            {t('tokens.revokeAll')}
          </Button>
        ) : null}
      </header>
      {query.isPending ? <SkeletonLines count={3} /> : null}
      {query.error === null ? null : <ErrorLine error={query.error} />}
      {query.isSuccess && tokens.length === 0 ? <p className="dim">{t('tokens.none')}</p> : null}
      <ul>
        {tokens.map((token) => (
          <Token key={token.id} token={token} />
        ))}
      </ul>
      {typeof query.data?.pagination.nextCursor === 'string' ? <p className="dim">{t('tokens.more')}</p> : null}
    </section>
  )
}

function Token({ token }: { readonly token: OauthToken }) {
  const { t } = useTranslation('oauth')
  const can = useCan()
  const revoke = useMutation(revokeTokenMutation(useApi()))
  return (
    <li>
      <div>
        <span>{t(`tokens.kind.${token.kind}`)}</span>
        <span className="dim"> · {token.userName ?? t('actsFor.itself')}</span>
        <div className="dim">
          {t('tokens.issued')} <DateTime time={token.createdAt} /> · {t('tokens.until')} <DateTime time={token.expiresAt} show="exact" />
        </div>
        {revoke.error === null ? null : <ErrorLine error={revoke.error} />}
      </div>
      {can('oauth_clients:write') ? (
        <Button size="compact-sm" variant="subtle" c="red" onClick={() => revoke.mutate(token.id)} loading={revoke.isPending}>
          {t('tokens.revoke')}
        </Button>
      ) : null}
    </li>
  )
}
