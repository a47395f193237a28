import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { OauthClient } from '../../../src-main/features/oauth/oauth-clients.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { notify } from '../../ui/notify.tsx'
import { deleteOauthClientMutation } from './oauth.queries.ts'

interface DeleteClientDialogProps {
  /** Undefined while there is nothing to ask. */
  readonly client: OauthClient | undefined
  readonly onClose: () => void
  readonly onDeleted: () => void
}

export function DeleteClientDialog({ client, onClose, onDeleted }: DeleteClientDialogProps) {
  const { t } = useTranslation('oauth')
  const remove = useMutation(deleteOauthClientMutation(useApi()))
  const confirm = (): void => {
    if (client === undefined) return
    remove.mutate(client.id, {
      onSuccess: () => {
        notify({ message: t('deleteDialog.done', { name: client.name }) })
        onClose()
        onDeleted()
      },
    })
  }
  return (
    <ConfirmDialog
      isOpen={client !== undefined}
      title={t('deleteDialog.title', { name: client?.name ?? '' })}
      confirmLabel={t('delete')}
      nameToType={client?.name}
      onConfirm={confirm}
      onClose={onClose}
      isPending={remove.isPending}
      error={remove.error}
    >
      <p>{t('deleteDialog.consequence')}</p>
    </ConfirmDialog>
  )
}
