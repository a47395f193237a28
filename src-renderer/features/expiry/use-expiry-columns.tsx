import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExpiringCredential } from '../../../src-main/features/expiry/expiry.contract.ts'
import type { DataColumn } from '../../ui/data-table-columns.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Code, DateTime } from '../../ui/values.tsx'
import { expiryState, expiryTones } from './expiry-state.ts'

export function useExpiryColumns(): readonly DataColumn<ExpiringCredential>[] {
  const { t } = useTranslation('expiry')
  return useMemo<readonly DataColumn<ExpiringCredential>[]>(
    () => [
      {
        id: 'name',
        header: t('column.name'),
        grow: true,
        width: 160,
        hideable: false,
        cell: (credential) => <Name credential={credential} />,
      },
      { id: 'kind', header: t('column.kind'), width: 150, cell: ({ kind }) => t(`kind.${kind}`) },
      { id: 'state', header: t('column.state'), width: 150, cell: ({ expiresAt }) => <State expiresAt={expiresAt} /> },
      {
        id: 'expires',
        header: t('column.expires'),
        width: 120,
        cell: ({ expiresAt }) =>
          expiresAt === null ? <span className="dim">{t('state.never')}</span> : <DateTime time={expiresAt} show="date" />,
      },
      {
        id: 'lastUsed',
        isOptional: true,
        header: t('column.lastUsed'),
        width: 140,
        cell: ({ lastUsedAt }) => (lastUsedAt === null ? <span className="dim">–</span> : <DateTime time={lastUsedAt} />),
      },
      { id: 'owner', header: t('column.owner'), width: 150, cell: ({ ownerName }) => ownerName ?? <span className="dim">–</span> },
      {
        id: 'detail',
        isOptional: true,
        header: t('column.detail'),
        width: 200,
        cell: ({ detail }) => (detail === null ? null : <Code>{detail}</Code>),
      },
    ],
    [t],
  )
}

function Name({ credential: { name, isReplaced } }: { readonly credential: ExpiringCredential }) {
  const { t } = useTranslation('expiry')
  return (
    <>
      <strong>{name}</strong> {isReplaced ? <span className="dim">{t('replaced')}</span> : null}
    </>
  )
}

function State({ expiresAt }: Pick<ExpiringCredential, 'expiresAt'>) {
  const { t } = useTranslation('expiry')
  const { state, days } = expiryState(expiresAt, Date.now())
  return <StatusBadge tone={expiryTones[state]} label={t(`state.${state}`, { count: days })} />
}
