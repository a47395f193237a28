import { Button } from '@mantine/core'
import { IconBan, IconCoins, IconSend } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Invoice } from '../../../src-main/features/invoices/invoices.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { notify } from '../../ui/notify.tsx'
import { useSayError } from '../../ui/use-say-error.ts'
import { CancelInvoiceDialog } from './cancel-invoice-dialog.tsx'
import { invoiceRecords } from './invoices.queries.ts'
import { SendInvoiceDialog } from './send-invoice-dialog.tsx'

type Action = 'send' | 'pay' | 'cancel'

/** What a person may do with an invoice by its status; what the provider has to answer first offers nothing. */
const actionsOf: Readonly<Record<Invoice['status'], readonly Action[]>> = {
  issued: ['send', 'cancel'],
  queued: [],
  sent: ['pay', 'cancel'],
  failed: ['send', 'cancel'],
  paid: [],
  canceled: [],
}

/** Sends an invoice, books its payment, or cancels it. */
export function InvoiceActions({ invoice }: { readonly invoice: Invoice }) {
  const { t } = useTranslation('invoices')
  const [open, setOpen] = useState<Action>()
  const has = (action: Action): boolean => actionsOf[invoice.status].includes(action)
  const close = (): void => setOpen(undefined)
  return (
    <>
      {has('cancel') ? (
        <Button leftSection={<IconBan size={16} stroke={1.6} />} onClick={() => setOpen('cancel')}>
          {t('cancel.action')}
        </Button>
      ) : null}
      {has('send') ? (
        <Button leftSection={<IconSend size={16} stroke={1.6} />} onClick={() => setOpen('send')}>
          {t(invoice.status === 'failed' ? 'send.actionAgain' : 'send.action')}
        </Button>
      ) : null}
      {has('pay') ? <PaidButton invoice={invoice} /> : null}
      <CancelInvoiceDialog invoice={invoice} isOpen={open === 'cancel'} onClose={close} />
      <SendInvoiceDialog invoice={invoice} isOpen={open === 'send'} onClose={close} />
    </>
  )
}

function PaidButton({ invoice }: { readonly invoice: Invoice }) {
  const { t } = useTranslation('invoices')
  const sayError = useSayError()
  const pay = useMutation(invoiceRecords.transition(useApi()))
  const book = (): void =>
    pay.mutate(
      { id: invoice.id, to: 'paid', version: invoice.version },
      { onSuccess: () => notify({ message: t('pay.done', { number: invoice.invoiceNumber }) }), onError: sayError },
    )
  return (
    <Button variant="filled" leftSection={<IconCoins size={16} stroke={1.6} />} loading={pay.isPending} onClick={book}>
      {t('pay.action')}
    </Button>
  )
}
