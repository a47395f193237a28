import { keepPreviousData, mutationOptions, queryOptions } from '@tanstack/react-query'
import type { Locale } from '../../../src-main/contract/fields.ts'
import { type Customer, customerType } from '../../../src-main/features/customers/customers.contract.ts'
import {
  getInvoicePdf,
  getInvoiceProvider,
  getServiceBreakdown,
  type Invoice,
  type InvoiceDraft,
  invoiceType,
  previewInvoice,
  sendInvoice,
  transitionInvoice,
} from '../../../src-main/features/invoices/invoices.contract.ts'
import { type Job, jobType } from '../../../src-main/features/jobs/jobs.contract.ts'
import type { Api } from '../../lib/api.ts'
import { recordQueries } from '../../lib/record-queries.ts'

const invoicesKey = (api: Api) => [...api.scopeKey(), 'invoices'] as const

export const invoiceRecords = recordQueries<Invoice>(invoiceType, { transition: transitionInvoice })
export const customerRecords = recordQueries<Customer>(customerType)
export const jobRecords = recordQueries<Job>(jobType)

const readBytes = async (blob: Blob): Promise<Uint8Array> => new Uint8Array(await blob.arrayBuffer())

/** An issued invoice prints the same for ever; one that is sent gets another title and its legal number. */
export const invoicePdfQuery = (api: Api, id: string, invoice: Pick<Invoice, 'invoiceNumber'> | undefined) =>
  queryOptions({
    queryKey: [...invoicesKey(api), 'pdf', id, invoice?.invoiceNumber],
    enabled: invoice !== undefined,
    queryFn: async ({ signal }) => readBytes(await api.callRoute(getInvoicePdf, { params: { id }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 30_000,
  })

export const serviceBreakdownQuery = (api: Api, request: { readonly jobId: string; readonly locale: Locale | undefined }) =>
  queryOptions({
    queryKey: [...api.scopeKey(), 'jobs', 'service-breakdown', request],
    queryFn: async ({ signal }) => {
      const query = request.locale === undefined ? {} : { locale: request.locale }
      return readBytes(await api.callRoute(getServiceBreakdown, { params: { id: request.jobId }, query, signal }))
    },
    placeholderData: keepPreviousData,
    gcTime: 30_000,
  })

/** What an invoice of this draft would say, and its pages; the old ones stay until the new ones are here. */
export const invoicePreviewQuery = (api: Api, draft: InvoiceDraft | undefined) =>
  queryOptions({
    queryKey: [...invoicesKey(api), 'preview', draft],
    enabled: draft !== undefined,
    queryFn: async ({ signal }) => {
      const { pdf, ...content } = await api.callRoute(previewInvoice, { body: draft ?? { jobIds: [] }, signal })
      return { ...content, bytes: Uint8Array.from(atob(pdf), (character) => character.charCodeAt(0)) }
    },
    placeholderData: (previous) => (draft === undefined ? undefined : previous),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 5_000,
    retry: false,
  })

/** Finished work that waits for an invoice, of one customer or of all. */
export const billableJobsQuery = (api: Api, customerId: number | undefined) => ({
  ...jobRecords.first(api, {
    filters: { status: 'completed', ...(customerId === undefined ? {} : { customerId: String(customerId) }) },
    limit: 100,
  }),
})

/** Whether e-invoices can be sent from this workspace. */
export const invoiceProviderQuery = (api: Api) =>
  queryOptions({
    queryKey: [...invoicesKey(api), 'provider'],
    queryFn: ({ signal }) => api.callRoute(getInvoiceProvider, { signal }),
  })

export const sendInvoiceMutation = (api: Api) =>
  mutationOptions({
    mutationFn: (id: number) => api.callRoute(sendInvoice, { params: { id: String(id) } }),
    onSuccess: (_invoice, _id, _result, { client }) => void client.invalidateQueries({ queryKey: api.scopeKey() }),
  })

/** NB: the key belongs to the draft: pressed twice, or again after a lost answer, it issues once. */
export const issueInvoiceMutation = (api: Api) =>
  mutationOptions({
    mutationFn: ({ draft, idempotencyKey }: { readonly draft: InvoiceDraft; readonly idempotencyKey: string }) =>
      api.callRoute(invoiceType.routes.create, { body: draft, idempotencyKey }),
    onSuccess: (_invoice, _request, _result, { client }) => {
      // The preview of what is now issued would be refused; everything else shows it.
      void client.invalidateQueries({ queryKey: api.scopeKey(), predicate: ({ queryKey }) => queryKey[3] !== 'preview' })
    },
  })
