import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Invitation } from '../../../src-main/features/people/invitations.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { notify } from '../../ui/notify.tsx'
import { withdrawInvitationMutation } from './company-people.queries.ts'

export function WithdrawDialog({ invitation, onClose }: { readonly invitation: Invitation; readonly onClose: () => void }) {
  const { t } = useTranslation('people')
  const withdraw = useMutation(withdrawInvitationMutation(useApi()))
  const confirm = (): void =>
    withdraw.mutate(invitation.id, {
      onSuccess: () => {
        notify({ message: t('withdraw.done', { name: invitation.name }) })
        onClose()
      },
    })
  return (
    <ConfirmDialog
      isOpen
      title={t('withdraw.title', { name: invitation.name })}
      confirmLabel={t('withdraw.action')}
      onConfirm={confirm}
      onClose={onClose}
      isPending={withdraw.isPending}
      error={withdraw.error}
    >
      <p>{t('withdraw.consequence')}</p>
    </ConfirmDialog>
  )
}
