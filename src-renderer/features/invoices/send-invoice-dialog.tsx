import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Invoice } from '../../../src-main/features/invoices/invoices.contract.ts'
import { isApiError } from '../../lib/api-error.ts'
import { useApi } from '../../lib/services.tsx'
import { ConfirmDialog, NoticeDialog } from '../../ui/confirm-dialog.tsx'
import { notify } from '../../ui/notify.tsx'
import { invoiceProviderQuery, sendInvoiceMutation } from './invoices.queries.ts'

interface SendInvoiceDialogProps {
  readonly invoice: Invoice
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** Says what sending does: a legal number that stays, a credit, and an answer that comes later. */
export function SendInvoiceDialog({ invoice, isOpen, onClose }: SendInvoiceDialogProps) {
  const { t } = useTranslation('invoices')
  const send = useMutation(sendInvoiceMutation(useApi()))
  const provider = useQuery({ ...invoiceProviderQuery(useApi()), enabled: isOpen })
  const { invoiceKey, invoiceNumber, customerName, id } = invoice
  const title = t('send.title', { number: invoiceNumber ?? invoiceKey })
  if (isOpen && provider.data?.isConnected === false) {
    return (
      <NoticeDialog title={title} onClose={onClose}>
        <p>{t('send.notConnected')}</p>
      </NoticeDialog>
    )
  }
  const confirm = (): void =>
    send.mutate(id, {
      onSuccess: (queued) => {
        onClose()
        notify({ message: t('send.done', { number: queued.invoiceNumber }), tone: 'waiting' })
      },
    })
  const reason = isApiError(send.error, 'invalid_request') ? send.error.details.fields?.[0]?.reason : undefined
  return (
    <ConfirmDialog
      isOpen={isOpen && !provider.isPending}
      title={title}
      confirmLabel={t('send.action')}
      onConfirm={confirm}
      onClose={() => {
        send.reset()
        onClose()
      }}
      isPending={send.isPending}
      error={send.error}
      isDestructive={false}
    >
      <p>{t(invoiceNumber === null ? 'send.consequence' : 'send.again', { number: invoiceNumber, customer: customerName })}</p>
      <p>{t('send.credit')}</p>
      {reason === undefined ? null : <p className="field-problem">{t('send.taxNumber', { customer: customerName, reason })}</p>}
    </ConfirmDialog>
  )
}
