import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ApiKey } from '../../../src-main/features/api-keys/api-keys.contract.ts'
import { useApi, useNow } from '../../lib/services.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { notify } from '../../ui/notify.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { revokeApiKeyMutation } from './api-keys.queries.ts'

interface RevokeDialogProps {
  /** Undefined while there is nothing to ask. */
  readonly apiKey: ApiKey | undefined
  readonly onClose: () => void
}

export function RevokeDialog({ apiKey, onClose }: RevokeDialogProps) {
  const { t } = useTranslation('api-keys')
  const revoke = useMutation(revokeApiKeyMutation(useApi()))
  const consequence = useConsequence(apiKey)
  const close = (): void => {
    revoke.reset()
    onClose()
  }
  const confirm = (): void => {
    if (apiKey === undefined) return
    revoke.mutate(apiKey.id, {
      onSuccess: () => {
        notify({ message: t('revokeDialog.done', { name: apiKey.name }) })
        close()
      },
    })
  }
  return (
    <ConfirmDialog
      isOpen={apiKey !== undefined}
      title={t('revokeDialog.title', { name: apiKey?.name ?? '' })}
      confirmLabel={t('revoke')}
      onConfirm={confirm}
      onClose={close}
      isPending={revoke.isPending}
      error={revoke.error}
    >
      <p>{consequence}</p>
      <p className="dim">{t('revokeDialog.final')}</p>
    </ConfirmDialog>
  )
}

function useConsequence(apiKey: ApiKey | undefined): string {
  const { t } = useTranslation('api-keys')
  const format = useFormat()
  const now = useNow()
  if (apiKey === undefined) return ''
  if (apiKey.lastUsedAt === null) return t('revokeDialog.unused')
  const time = format.relativeTime(apiKey.lastUsedAt, now)
  if (apiKey.lastUsedAddress === null) return t('revokeDialog.used', { time })
  return t('revokeDialog.usedFrom', { time, address: apiKey.lastUsedAddress })
}
