import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiKey } from '../../../src-main/features/api-keys/api-keys.contract.ts'
import { SharedLimitName } from '../../ui/credential-facts.tsx'
import type { DataColumn } from '../../ui/data-table-columns.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useScopeWords } from '../../ui/use-scope-words.ts'
import { Code, DateTime } from '../../ui/values.tsx'
import { statusTones } from './api-key-words.ts'

export function useApiKeyColumns(): readonly DataColumn<ApiKey>[] {
  const { t } = useTranslation('api-keys')
  const format = useFormat()
  const words = useScopeWords()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words change only with t
  return useMemo<readonly DataColumn<ApiKey>[]>(
    () => [
      {
        id: 'name',
        header: t('column.name'),
        grow: true,
        width: 128,
        hideable: false,
        sortValue: byName,
        cell: (key) => <strong>{key.name}</strong>,
      },
      { id: 'prefix', header: t('column.key'), width: 130, cell: (key) => <Code>{`${key.keyPrefix}…`}</Code> },
      {
        id: 'environment',
        isOptional: true,
        header: t('column.environment'),
        width: 100,
        cell: (key) => t(`environment.${key.environment}`),
      },
      { id: 'status', header: t('column.status'), width: 116, cell: (key) => <KeyStatus apiKey={key} /> },
      { id: 'scopes', header: t('column.scopes'), width: 176, cell: (key) => key.scopes.map(words).join(', ') },
      {
        id: 'lastUsed',
        isOptional: true,
        header: t('column.lastUsed'),
        width: 176,
        sortValue: (key) => key.lastUsedAt ?? '',
        cell: (key) => <LastUse apiKey={key} />,
      },
      {
        id: 'expires',
        isOptional: true,
        header: t('column.expires'),
        width: 104,
        sortValue: (key) => key.expiresAt ?? '9',
        cell: (key) => <Expiry apiKey={key} />,
      },
      {
        id: 'limit',
        isOptional: true,
        header: t('column.perHour'),
        width: 118,
        align: 'end',
        sortValue: (key) => key.rateLimitPerHour,
        cell: (key) => (key.rateLimitId === null ? format.number(key.rateLimitPerHour) : <SharedLimitName id={key.rateLimitId} />),
      },
      { id: 'addresses', isOptional: true, header: t('column.addresses'), width: 156, cell: (key) => <Addresses apiKey={key} /> },
    ],
    [t, format],
  )
}

const byName = (key: ApiKey): string => key.name.toLocaleLowerCase()

interface KeyProps {
  readonly apiKey: ApiKey
}

export function KeyStatus({ apiKey }: KeyProps) {
  const { t } = useTranslation('api-keys')
  return <StatusBadge tone={statusTones[apiKey.status]} label={t(`status.${apiKey.status}`)} />
}

/** "3 min. ago 10.0.0.4" */
export function LastUse({ apiKey }: KeyProps) {
  const { t } = useTranslation('api-keys')
  if (apiKey.lastUsedAt === null) return <span className="dim">{t('neverUsed')}</span>
  return (
    <>
      <DateTime time={apiKey.lastUsedAt} /> {apiKey.lastUsedAddress === null ? null : <Code>{apiKey.lastUsedAddress}</Code>}
    </>
  )
}

export function Expiry({ apiKey }: KeyProps) {
  const { t } = useTranslation('api-keys')
  return apiKey.expiresAt === null ? (
    <span className="dim">{t('credentials:expiry.never')}</span>
  ) : (
    <DateTime time={apiKey.expiresAt} show="date" />
  )
}

function Addresses({ apiKey }: KeyProps) {
  const { t } = useTranslation('api-keys')
  if (apiKey.allowedAddresses.length === 0) return <span className="dim">{t('credentials:anyAddress')}</span>
  return <Code>{apiKey.allowedAddresses.join(', ')}</Code>
}
