import { Checkbox } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Sandbox } from '../../../src-main/features/sandbox/sandbox.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { notify } from '../../ui/notify.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { resetSandboxMutation } from './sandbox.queries.ts'

interface ResetDialogProps {
  readonly contents: Sandbox['contents']
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** Says with numbers what a reset removes, and what it leaves. */
export function ResetDialog({ contents, isOpen, onClose }: ResetDialogProps) {
  const { t } = useTranslation('sandbox')
  const { number } = useFormat()
  const [isSeeded, setSeeded] = useState(true)
  const reset = useMutation(resetSandboxMutation(useApi()))
  const records = contents.records.reduce((sum, { count }) => sum + count, 0)
  const confirm = (): void =>
    reset.mutate(isSeeded, {
      onSuccess: () => {
        onClose()
        notify({ message: t(isSeeded ? 'reset.doneSeeded' : 'reset.done') })
      },
    })
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={t('reset.action')}
      confirmLabel={t('reset.action')}
      onConfirm={confirm}
      onClose={onClose}
      isPending={reset.isPending}
      error={reset.error}
    >
      <p>
        {t('reset.consequence', {
          records: number(records),
          events: number(contents.events),
          deliveries: number(contents.deliveries),
          requests: number(contents.requests),
        })}
      </p>
      <p>{t('reset.stays')}</p>
      <Checkbox label={t('reset.seed')} checked={isSeeded} onChange={(event) => setSeeded(event.currentTarget.checked)} />
    </ConfirmDialog>
  )
}
