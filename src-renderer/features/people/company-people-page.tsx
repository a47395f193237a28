import { Button } from '@mantine/core'
import { IconBan, IconPlus, IconRefresh, IconTrash, IconUsersGroup } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Person } from '../../../src-main/features/people/company-people.contract.ts'
import type { Invitation } from '../../../src-main/features/people/invitations.contract.ts'
import { peopleQuery } from '../../lib/person-queries.ts'
import { useApi } from '../../lib/services.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { RowAction } from '../../ui/data-table-columns.ts'
import { WithPanel } from '../../ui/detail-panel.tsx'
import { LiveOnly } from '../../ui/live-only.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { invitationsQuery } from './company-people.queries.ts'
import { DisableDialog, EnableDialog } from './disable-dialog.tsx'
import { useCompanySettings, useSession } from './people.queries.ts'
import { type PeopleRow, usePeopleColumns } from './use-people-columns.tsx'
import { WithdrawDialog } from './withdraw-dialog.tsx'

/** Who may use this company, and who was invited to it. */
export function CompanyPeoplePage() {
  const { t } = useTranslation('people')
  const { canChange, toLive } = useCompanySettings('people:write')
  return (
    <Page fill>
      <PageHeader title={t('list.title')} description={t('list.description')} actions={canChange ? <AddButton /> : undefined} />
      <LiveOnly toLive={toLive} />
      <WithPanel panel={<Outlet />}>
        <People />
      </WithPanel>
    </Page>
  )
}

function AddButton() {
  const { t } = useTranslation('people')
  return (
    <Button
      variant="filled"
      leftSection={<IconPlus size={16} stroke={1.8} />}
      renderRoot={(props) => <Link {...props} to="/settings/people/new" />}
    >
      {t('add')}
    </Button>
  )
}

type Asked =
  | { readonly what: 'disable' | 'enable'; readonly person: Person }
  | { readonly what: 'withdraw'; readonly invitation: Invitation }

function People() {
  const { t } = useTranslation('people')
  const navigate = useNavigate()
  const { rows, query } = usePeopleRows()
  const { personId, invitationId } = useParams({ strict: false })
  const [asked, setAsked] = useState<Asked>()
  const close = (): void => setAsked(undefined)
  const open = (row: PeopleRow): void =>
    void (row.kind === 'person'
      ? navigate({ to: '/settings/people/$personId', params: { personId: String(row.person.id) } })
      : navigate({ to: '/settings/people/invitations/$invitationId', params: { invitationId: String(row.invitation.id) } }))
  return (
    <>
      <DataTable
        name="people"
        label={t('list.title')}
        columns={usePeopleColumns()}
        rows={rows}
        rowId={idOf}
        activeId={invitationId === undefined ? personId : `invitation-${invitationId}`}
        onOpen={open}
        rowActions={useRowActions(setAsked)}
        error={query.error}
        onRetry={() => void query.refetch()}
        empty={<EmptyState icon={IconUsersGroup} title={t('list.title')} description={t('list.description')} />}
      />
      {asked?.what === 'disable' ? <DisableDialog person={asked.person} onClose={close} /> : null}
      {asked?.what === 'enable' ? <EnableDialog person={asked.person} onClose={close} /> : null}
      {asked?.what === 'withdraw' ? <WithdrawDialog invitation={asked.invitation} onClose={close} /> : null}
    </>
  )
}

const idOf = (row: PeopleRow): string => (row.kind === 'person' ? String(row.person.id) : `invitation-${row.invitation.id}`)

/** The people by name, those who were invited after them. */
function usePeopleRows() {
  const api = useApi()
  const ownId = useSession()?.user.id
  const query = useQuery(peopleQuery(api))
  const invited = useQuery(invitationsQuery(api))
  const rows = query.data === undefined || invited.isPending ? undefined : rowsOf(query.data, invited.data ?? [], ownId)
  return { rows, query: query.error === null ? { ...query, error: invited.error, refetch: invited.refetch } : query }
}

const rowsOf = (people: readonly Person[], invited: readonly Invitation[], ownId: number | undefined): PeopleRow[] => [
  ...people.map((person) => ({ kind: 'person' as const, person, isOneself: person.id === ownId })),
  ...invited.map((invitation) => ({ kind: 'invitation' as const, invitation })),
]

function useRowActions(ask: (asked: Asked) => void): (row: PeopleRow) => readonly RowAction[] {
  const { t } = useTranslation('people')
  const isWriter = useCompanySettings('people:write').canChange
  return (row) => {
    if (!isWriter) return []
    if (row.kind === 'invitation') {
      const { invitation } = row
      return [{ label: t('withdraw.action'), icon: IconTrash, isDestructive: true, onClick: () => ask({ what: 'withdraw', invitation }) }]
    }
    const { person, isOneself } = row
    if (!person.isActive) return [{ label: t('enable.action'), icon: IconRefresh, onClick: () => ask({ what: 'enable', person }) }]
    return isOneself
      ? []
      : [{ label: t('disable.action'), icon: IconBan, isDestructive: true, onClick: () => ask({ what: 'disable', person }) }]
  }
}
