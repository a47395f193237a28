import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { OauthClient } from '../../../src-main/features/oauth/oauth-clients.contract.ts'
import type { DataColumn } from '../../ui/data-table-columns.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { useScopeWords } from '../../ui/use-scope-words.ts'
import { Code, DateTime } from '../../ui/values.tsx'

export function useOauthClientColumns(): readonly DataColumn<OauthClient>[] {
  const { t } = useTranslation('oauth')
  const words = useScopeWords()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words change only with t
  return useMemo<readonly DataColumn<OauthClient>[]>(
    () => [
      {
        id: 'name',
        header: t('column.name'),
        grow: true,
        width: 140,
        hideable: false,
        sortValue: (client) => client.name.toLocaleLowerCase(),
        cell: (client) => <strong>{client.name}</strong>,
      },
      { id: 'status', header: t('column.status'), width: 116, cell: (client) => <ClientStatus client={client} /> },
      { id: 'environment', header: t('column.environment'), width: 100, cell: (client) => t(`environment.${client.environment}`) },
      { id: 'actsFor', header: t('column.actsFor'), width: 168, cell: (client) => t(`actsFor.${actsFor(client)}`) },
      { id: 'scopes', header: t('column.scopes'), width: 200, cell: (client) => client.scopes.map(words).join(', ') },
      {
        id: 'lastUsed',
        header: t('column.lastUsed'),
        width: 140,
        sortValue: (client) => client.lastUsedAt ?? '',
        cell: (client) => <ClientUse client={client} />,
      },
      { id: 'clientId', isOptional: true, header: t('column.clientId'), width: 230, cell: (client) => <Code>{client.clientId}</Code> },
    ],
    [t],
  )
}

export function actsFor({ grantTypes }: OauthClient): 'itself' | 'people' | 'both' {
  if (!grantTypes.includes('authorization_code')) return 'itself'
  return grantTypes.includes('client_credentials') ? 'both' : 'people'
}

interface ClientProps {
  readonly client: OauthClient
}

export function ClientStatus({ client }: ClientProps) {
  const { t } = useTranslation('oauth')
  return <StatusBadge tone={client.isActive ? 'done' : 'off'} label={t(client.isActive ? 'status.on' : 'status.off')} />
}

export function ClientUse({ client }: ClientProps) {
  const { t } = useTranslation('oauth')
  if (client.lastUsedAt === null) return <span className="dim">{t('neverUsed')}</span>
  return <DateTime time={client.lastUsedAt} />
}
