import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Person } from '../../../src-main/features/people/company-people.contract.ts'
import type { Invitation } from '../../../src-main/features/people/invitations.contract.ts'
import type { DataColumn } from '../../ui/data-table-columns.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { DateTime } from '../../ui/values.tsx'

/** Somebody of the company, or somebody who was invited to it. */
export type PeopleRow =
  | { readonly kind: 'person'; readonly person: Person; readonly isOneself: boolean }
  | { readonly kind: 'invitation'; readonly invitation: Invitation }

const shownOf = (row: PeopleRow): Pick<Person, 'name' | 'email' | 'role'> => (row.kind === 'person' ? row.person : row.invitation)

export function usePeopleColumns(): readonly DataColumn<PeopleRow>[] {
  const { t } = useTranslation('people')
  return useMemo<readonly DataColumn<PeopleRow>[]>(
    () => [
      {
        id: 'name',
        header: t('column.name'),
        grow: true,
        width: 160,
        hideable: false,
        sortValue: (row) => shownOf(row).name.toLocaleLowerCase(),
        cell: (row) => <Name row={row} />,
      },
      { id: 'email', header: t('email'), width: 240, sortValue: (row) => shownOf(row).email, cell: (row) => shownOf(row).email },
      {
        id: 'role',
        header: t('column.role'),
        width: 130,
        sortValue: (row) => t(`role.${shownOf(row).role}`),
        cell: (row) => t(`role.${shownOf(row).role}`),
      },
      { id: 'status', header: t('column.status'), width: 140, cell: (row) => <PersonStatus row={row} /> },
      {
        id: 'lastSignIn',
        header: t('column.lastSignIn'),
        width: 150,
        isOptional: true,
        sortValue: (row) => (row.kind === 'person' ? (row.person.lastSignInAt ?? '') : ''),
        cell: (row) => (row.kind === 'person' ? <LastSignIn person={row.person} /> : null),
      },
    ],
    [t],
  )
}

function Name({ row }: { readonly row: PeopleRow }) {
  const { t } = useTranslation('people')
  return (
    <>
      <strong>{shownOf(row).name}</strong>
      {row.kind === 'person' && row.isOneself ? <span className="dim"> {t('you')}</span> : null}
    </>
  )
}

export function PersonStatus({ row }: { readonly row: PeopleRow }) {
  const { t } = useTranslation('people')
  if (row.kind === 'invitation') return <StatusBadge tone="waiting" label={t('status.invited')} />
  return row.person.isActive ? (
    <StatusBadge tone="done" label={t('status.active')} />
  ) : (
    <StatusBadge tone="off" label={t('status.disabled')} />
  )
}

export function LastSignIn({ person }: { readonly person: Person }) {
  const { t } = useTranslation('people')
  if (person.lastSignInAt === null) return <span className="dim">{t('neverSignedIn')}</span>
  return <DateTime time={person.lastSignInAt} />
}
