import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Person } from '../../../src-main/features/people/company-people.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { notify } from '../../ui/notify.tsx'
import { ErrorLine, SkeletonLines } from '../../ui/states.tsx'
import { changePersonMutation, personAccessQuery } from './company-people.queries.ts'

interface PersonDialogProps {
  readonly person: Person
  readonly onClose: () => void
}

/** Asks before somebody loses the company, with what ends and what stays. */
export function DisableDialog({ person, onClose }: PersonDialogProps) {
  const { t } = useTranslation('people')
  return (
    <ChangeDialog person={person} what="disable" onClose={onClose}>
      <p>{t('disable.consequence')}</p>
      <Consequences person={person} />
      <p className="dim">{t('disable.undo')}</p>
    </ChangeDialog>
  )
}

export function EnableDialog({ person, onClose }: PersonDialogProps) {
  const { t } = useTranslation('people')
  return (
    <ChangeDialog person={person} what="enable" onClose={onClose}>
      <p>{t('enable.consequence', { role: t(`role.${person.role}`) })}</p>
    </ChangeDialog>
  )
}

function Consequences({ person }: Pick<PersonDialogProps, 'person'>) {
  const { t } = useTranslation('people')
  const access = useQuery(personAccessQuery(useApi(), person.id))
  if (access.error !== null) return <ErrorLine error={access.error} />
  if (access.data === undefined) return <SkeletonLines count={3} />
  const { sessions, consents, apiKeys } = access.data
  return (
    <ul>
      <li>{t('disable.sessions', { count: sessions })}</li>
      <li>{t('disable.consents', { count: consents })}</li>
      <li>
        <strong>{t('disable.keys', { count: apiKeys })}</strong>
      </li>
    </ul>
  )
}

interface ChangeDialogProps extends PersonDialogProps {
  readonly what: 'disable' | 'enable'
  readonly children: React.ReactNode
}

function ChangeDialog({ person, what, children, onClose }: ChangeDialogProps) {
  const { t } = useTranslation('people')
  const change = useMutation(changePersonMutation(useApi()))
  const confirm = (): void =>
    change.mutate(
      { id: person.id, isActive: what === 'enable' },
      {
        onSuccess: () => {
          notify({ message: t(`${what}.done`, { name: person.name }) })
          onClose()
        },
      },
    )
  return (
    <ConfirmDialog
      isOpen
      title={t(`${what}.title`, { name: person.name })}
      confirmLabel={t(`${what}.action`)}
      onConfirm={confirm}
      onClose={onClose}
      isPending={change.isPending}
      error={change.error}
      isDestructive={what === 'disable'}
    >
      {children}
    </ConfirmDialog>
  )
}
