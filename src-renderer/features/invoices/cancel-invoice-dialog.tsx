import { Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Invoice } from '../../../src-main/features/invoices/invoices.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { notify } from '../../ui/notify.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { invoiceRecords } from './invoices.queries.ts'

interface CancelInvoiceDialogProps {
  readonly invoice: Invoice
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** Says what canceling does: the number stays used, the jobs can be invoiced again. */
export function CancelInvoiceDialog({ invoice, isOpen, onClose }: CancelInvoiceDialogProps) {
  const { t } = useTranslation('invoices')
  const format = useFormat()
  const [note, setNote] = useState('')
  const cancel = useMutation(invoiceRecords.transition(useApi()))
  const { invoiceKey, jobIds, total, currency, version, id } = invoice
  const confirm = (): void =>
    cancel.mutate(
      { id, to: 'canceled', note: note.trim() === '' ? null : note.trim(), version },
      {
        onSuccess: () => {
          onClose()
          notify({ message: t('cancel.done', { number: invoiceKey }), tone: 'off' })
        },
      },
    )
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={t('cancel.title', { number: invoiceKey })}
      confirmLabel={t('cancel.action')}
      dismissLabel={t('cancel.keep')}
      onConfirm={confirm}
      onClose={onClose}
      isPending={cancel.isPending}
      error={cancel.error}
    >
      <p>{t('cancel.consequence', { number: invoiceKey, total: format.money(total, currency) })}</p>
      <p>{t('cancel.jobs', { count: jobIds.length, jobs: jobIds.map((job) => `JOB-${job}`).join(', ') })}</p>
      <Textarea
        label={t('cancel.note')}
        description={t('cancel.noteHelp')}
        maxLength={500}
        autosize
        minRows={2}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </ConfirmDialog>
  )
}
