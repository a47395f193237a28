import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ApiKey } from '../../../src-main/features/api-keys/api-keys.contract.ts'
import { useApi, useNow } from '../../lib/services.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { notify } from '../../ui/notify.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { apiKeyUsageQuery, revokeApiKeyMutation } from './api-keys.queries.ts'

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
      <UsedToday apiKey={apiKey} />
      <p className="dim">{t('revokeDialog.final')}</p>
    </ConfirmDialog>
  )
}

/** "3 addresses used this key in the last 24 hours." */
function UsedToday({ apiKey }: Pick<RevokeDialogProps, 'apiKey'>) {
  const { t } = useTranslation('api-keys')
  const usage = useQuery({ ...apiKeyUsageQuery(useApi(), apiKey?.id ?? 0), enabled: apiKey !== undefined }).data
  const addresses = usage?.addressesLastDay ?? []
  if (addresses.length === 0) return null
  return (
    <p>
      <strong>{t('revokeDialog.addresses', { count: addresses.length })}</strong> {addresses.map(({ address }) => address).join(', ')}
    </p>
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
