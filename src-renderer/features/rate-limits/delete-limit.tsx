import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RateLimit } from '../../../src-main/features/rate-limits/rate-limits.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { ConfirmDialog, NoticeDialog } from '../../ui/confirm-dialog.tsx'
import { notify } from '../../ui/notify.tsx'
import { deleteRateLimitMutation } from './rate-limits.queries.ts'

/** Deletes a limit that nobody shares; for any other it says who has to let go of it first. */
export function DeleteLimit({ limit }: { readonly limit: RateLimit }) {
  const { t } = useTranslation('rate-limits')
  const [isAsking, setAsking] = useState(false)
  const close = (): void => setAsking(false)
  const users = limit.keyCount + limit.clientCount
  return (
    <>
      <Button c="red" onClick={() => setAsking(true)}>
        {t('delete.action')}
      </Button>
      {isAsking && users > 0 ? (
        <NoticeDialog title={t('delete.inUse')} onClose={close}>
          <p>
            {t('delete.keys', { count: limit.keyCount })} {t('delete.clients', { count: limit.clientCount })}
          </p>
          <p className="dim">{t('delete.letGo')}</p>
        </NoticeDialog>
      ) : null}
      <ConfirmDelete limit={limit} isOpen={isAsking && users === 0} onClose={close} />
    </>
  )
}

interface ConfirmDeleteProps {
  readonly limit: RateLimit
  readonly isOpen: boolean
  readonly onClose: () => void
}

function ConfirmDelete({ limit, isOpen, onClose }: ConfirmDeleteProps) {
  const { t } = useTranslation('rate-limits')
  const navigate = useNavigate()
  const remove = useMutation(deleteRateLimitMutation(useApi()))
  const confirm = (): void =>
    remove.mutate(limit.id, {
      onSuccess: () => {
        notify({ message: t('delete.done', { name: limit.name }) })
        void navigate({ to: '/settings/api-keys/limits' })
      },
    })
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={t('delete.title', { name: limit.name })}
      confirmLabel={t('delete.action')}
      onConfirm={confirm}
      onClose={onClose}
      isPending={remove.isPending}
      error={remove.error}
    >
      <p>{t('delete.consequence')}</p>
    </ConfirmDialog>
  )
}
