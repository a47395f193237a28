import { Button } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconCheck, IconFileInvoice } from '@tabler/icons-react'
import { useQueries, useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi, useServices } from '../../lib/services.tsx'
import { DraftNotice } from '../../ui/form.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { PdfViewer } from '../../ui/pdf-viewer.tsx'
import { EmptyState, ErrorLine, SkeletonLines } from '../../ui/states.tsx'
import { companyQuery } from '../companies/companies.queries.ts'
import { useCan } from '../people/people.queries.ts'
import { HowItIsBilled, KindChoice, WhatIsBilled } from './draft-fields.tsx'
import { InvoiceAmounts } from './invoice-amounts.tsx'
import { type InvoiceFormValues, jobIdsOf, startValues } from './invoice-form.ts'
import './invoices.css'
import { jobRecords } from './invoices.queries.ts'
import { type InvoiceDraftState, useInvoiceDraft } from './use-invoice-draft.ts'

/** A new invoice: the form at the left, what will be printed at the right. */
export function NewInvoicePage() {
  const { jobs } = useSearch({ from: '/shell/invoices/new' })
  const start = useStart(jobs)
  if (start === undefined) {
    return (
      <Page fill>
        <Header />
        <SkeletonLines count={6} />
      </Page>
    )
  }
  return <InvoiceWork key={jobs ?? ''} start={start} />
}

/** The first values of the form, once the company and the jobs of the address are here or refused. */
function useStart(jobs: string | undefined): InvoiceFormValues | undefined {
  const api = useApi()
  const { now } = useServices()
  const jobIds = jobIdsOf(jobs)
  const [idempotencyKey] = useState(api.newIdempotencyKey)
  const company = useQuery({ ...companyQuery(api), enabled: useCan()('company:read') })
  const asked = useQueries({ queries: jobIds.map((id) => jobRecords.one(api, id)) })
  if (company.isLoading || asked.some((query) => query.isLoading)) return undefined
  const customerId = asked.find((query) => query.data !== undefined)?.data?.customerId ?? null
  return startValues({ idempotencyKey, jobIds, customerId, company: company.data, now: now() })
}

function InvoiceWork({ start }: { readonly start: InvoiceFormValues }) {
  const name = `invoice.new.${[...start.jobIds].sort((first, second) => first - second).join('-')}`
  const state = useInvoiceDraft(start, name)
  const { serverForm } = state
  useHotkeys([['mod+S', () => serverForm.submit()]], [])
  return (
    <Page fill>
      <Header state={state} />
      <div className="invoice-work">
        <DraftForm state={state} />
        <Preview state={state} />
      </div>
    </Page>
  )
}

const formId = 'invoice-draft'

function Header({ state }: { readonly state?: InvoiceDraftState }) {
  const { t } = useTranslation('invoices')
  const can = useCan()
  const jobIds = state?.serverForm.form.values.jobIds ?? []
  const customerName = state?.preview.data?.customerName
  const isNamed = customerName !== undefined && jobIds.length > 0
  const issue = (
    <Button
      type="submit"
      form={formId}
      variant="filled"
      leftSection={<IconCheck size={16} stroke={1.8} />}
      disabled={jobIds.length === 0}
      loading={state?.serverForm.isSaving ?? false}
    >
      {t(state?.serverForm.form.values.kind === 'e_invoice' ? 'issueAndSend' : 'issue')}
    </Button>
  )
  return (
    <PageHeader
      breadcrumbs={[{ label: t('list.title'), to: '/invoices' }]}
      title={t('new')}
      description={isNamed ? t('from', { jobs: jobIds.map((id) => `JOB-${id}`).join(', '), customer: customerName }) : t('newDescription')}
      actions={can('invoices:write') ? issue : undefined}
    />
  )
}

function DraftForm({ state }: { readonly state: InvoiceDraftState }) {
  const { serverForm, preview } = state
  const { form } = serverForm
  const { data } = preview
  return (
    <form
      id={formId}
      className="form invoice-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        serverForm.submit()
      }}
    >
      {serverForm.isDraftRestored ? <DraftNotice onDiscard={serverForm.discardDraft} /> : null}
      {serverForm.error === undefined ? null : <ErrorLine error={serverForm.error} />}
      <KindChoice form={form} />
      <WhatIsBilled form={form} />
      {data === undefined ? null : (
        <InvoiceAmounts
          content={data}
          discountPercent={form.values.discountKind === 'percent' ? Number(form.values.discountPercent) : null}
          isUpdating={preview.isUpdating}
        />
      )}
      <HowItIsBilled form={form} currency={data?.currency} />
    </form>
  )
}

function Preview({ state }: { readonly state: InvoiceDraftState }) {
  const { t } = useTranslation('invoices')
  const { t: tUi } = useTranslation('ui')
  const { preview, serverForm } = state
  const { errors, values } = serverForm.form
  const isAtFields = Object.keys(errors).length > 0
  const isEmpty = values.jobIds.length === 0
  const reason = isEmpty ? 'empty' : 'wrong'
  return (
    <PdfViewer
      bytes={preview.data?.bytes}
      label={t('preview.label')}
      note={tUi('pdf.exact')}
      isUpdating={!isEmpty && preview.isUpdating}
      error={preview.error !== null && !isAtFields && !preview.isUpdating ? preview.error : undefined}
      onRetry={() => void preview.refetch()}
      empty={
        isEmpty || (isAtFields && preview.error !== null) ? (
          <EmptyState icon={IconFileInvoice} title={t(`preview.${reason}.title`)} description={t(`preview.${reason}.description`)} />
        ) : undefined
      }
    />
  )
}
