import { Select } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Role, roles } from '../../../src-main/contract/scopes.ts'
import type { Person } from '../../../src-main/features/people/company-people.contract.ts'
import { useApi, useWorkspace } from '../../lib/services.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { notify } from '../../ui/notify.tsx'
import { changePersonMutation } from './company-people.queries.ts'
import { useSession } from './people.queries.ts'

/** The roles that the signed-in person may give: owners are made by owners. */
export function useRoleChoice(): readonly { readonly value: Role; readonly label: string }[] {
  const { t } = useTranslation('people')
  const isOwner = useOwnRole() === 'owner'
  return roles.filter((role) => isOwner || role !== 'owner').map((value) => ({ value, label: t(`role.${value}`) }))
}

function useOwnRole(): Role | undefined {
  const { company } = useWorkspace()
  const companies = useSession()?.companies ?? []
  return (companies.find(({ slug }) => slug === company) ?? companies[0])?.role
}

/** Changes a role after a question, since it holds at once. */
export function RoleField({ person }: { readonly person: Person }) {
  const { t } = useTranslation('people')
  const [wanted, setWanted] = useState<Role>()
  const choice = useRoleChoice()
  const isMine = choice.some(({ value }) => value === person.role)
  return (
    <>
      <Select
        label={t('column.role')}
        description={isMine ? t(`roleHelp.${person.role}`) : t('ownersOnly')}
        data={isMine ? choice : [{ value: person.role, label: t(`role.${person.role}`) }]}
        value={person.role}
        disabled={!isMine}
        allowDeselect={false}
        onChange={(role) => setWanted(roles.find((known) => known === role && known !== person.role))}
      />
      {wanted === undefined ? null : <RoleDialog person={person} role={wanted} onClose={() => setWanted(undefined)} />}
    </>
  )
}

function RoleDialog({ person, role, onClose }: { readonly person: Person; readonly role: Role; readonly onClose: () => void }) {
  const { t } = useTranslation('people')
  const change = useMutation(changePersonMutation(useApi()))
  const confirm = (): void =>
    change.mutate(
      { id: person.id, role },
      {
        onSuccess: () => {
          notify({ message: t('roleDialog.done', { name: person.name, role: t(`role.${role}`) }) })
          onClose()
        },
      },
    )
  return (
    <ConfirmDialog
      isOpen
      title={t('roleDialog.title', { name: person.name, role: t(`role.${role}`) })}
      confirmLabel={t('roleDialog.action')}
      onConfirm={confirm}
      onClose={onClose}
      isPending={change.isPending}
      error={change.error}
      isDestructive={false}
    >
      <p>{t(`roleHelp.${role}`)}</p>
      <p className="dim">{t('roleDialog.atOnce')}</p>
    </ConfirmDialog>
  )
}
