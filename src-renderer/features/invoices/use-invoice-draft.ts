import type { UseFormReturnType } from '@mantine/form'
import { useDebouncedValue } from '@mantine/hooks'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { InvoiceDraft } from '../../../src-main/features/invoices/invoices.contract.ts'
import { isApiError } from '../../lib/api-error.ts'
import { useApi } from '../../lib/services.tsx'
import { fieldErrors } from '../../ui/field-errors.ts'
import { notify } from '../../ui/notify.tsx'
import { useServerForm } from '../../ui/use-server-form.ts'
import { draftOf, type InvoiceFormValues } from './invoice-form.ts'
import { invoicePreviewQuery, issueInvoiceMutation } from './invoices.queries.ts'

const previewDelayMs = 350

/** The draft of an invoice: its form, what the server makes of it, and how it is issued. */
export function useInvoiceDraft(initialValues: InvoiceFormValues, draftName: string) {
  const { t } = useTranslation('invoices')
  const navigate = useNavigate()
  const issue = useMutation(issueInvoiceMutation(useApi()))
  const serverForm = useServerForm<InvoiceFormValues>({
    initialValues,
    draft: draftName,
    onSubmit: async (values) => {
      const draft = draftOf(values)
      if (draft === undefined) return
      try {
        const { invoiceKey, invoiceNumber } = await issue.mutateAsync({ draft, idempotencyKey: values.idempotencyKey })
        if (invoiceNumber === null) notify({ message: t('issued', { number: invoiceKey }) })
        else notify({ message: t('send.done', { number: invoiceNumber }), tone: 'waiting' })
        await navigate({ to: '/invoices/$invoiceId', params: { invoiceId: invoiceKey } })
      } catch (error) {
        // The key is taken by an earlier try, whose answer was lost before the draft was edited.
        if (!isApiError(error, 'idempotency_conflict')) throw error
        notify({ message: t('alreadyIssued'), tone: 'waiting' })
        await navigate({ to: '/invoices' })
      }
    },
  })
  const preview = usePreview(draftOf(serverForm.form.values))
  useErrorsAtFields(serverForm.form, preview)
  return { serverForm, preview }
}

export type InvoiceDraftState = ReturnType<typeof useInvoiceDraft>

function usePreview(draft: InvoiceDraft | undefined) {
  // As text, because the draft is a new object with every render.
  const text = draft === undefined ? '' : JSON.stringify(draft)
  const [settled] = useDebouncedValue(text, previewDelayMs)
  const asked = settled === '' || text === '' ? undefined : (JSON.parse(settled) as InvoiceDraft) // written above
  const { data, error, isFetching, isPlaceholderData, refetch } = useQuery(invoicePreviewQuery(useApi(), asked))
  const isUpdating = settled !== text || isFetching || isPlaceholderData
  return { data: asked === undefined ? undefined : data, error: asked === undefined ? null : error, isUpdating, refetch }
}

/** What the preview was refused for stands at the fields, as if it had been sent. */
function useErrorsAtFields(form: UseFormReturnType<InvoiceFormValues>, preview: ReturnType<typeof usePreview>): void {
  const { error, isUpdating } = preview
  const { setErrors } = form
  useEffect(() => {
    if (!isUpdating) setErrors({ ...fieldErrors(error) })
  }, [error, isUpdating, setErrors])
}
