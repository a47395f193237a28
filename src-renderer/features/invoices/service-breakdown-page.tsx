import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { locales } from '../../../src-main/contract/fields.ts'
import { useApi } from '../../lib/services.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { PdfViewer } from '../../ui/pdf-viewer.tsx'
import { DocumentActions } from './document-actions.tsx'
import './invoices.css'
import { jobRecords, serviceBreakdownQuery } from './invoices.queries.ts'

/** What was done in a job and what it comes to, at any status, as it will be printed. */
export function ServiceBreakdownPage() {
  const { t } = useTranslation('invoices')
  const { t: tUi } = useTranslation('ui')
  const { t: tJobs } = useTranslation('jobs')
  const api = useApi()
  const { jobId } = useParams({ from: '/shell/jobs/$jobId/service-breakdown' })
  const { locale } = useSearch({ from: '/shell/jobs/$jobId/service-breakdown' })
  const { data: job } = useQuery(jobRecords.one(api, jobId))
  const pdf = useQuery(serviceBreakdownQuery(api, { jobId, locale }))
  const key = job?.jobKey ?? jobId
  const title = t('breakdown.of', { job: key })
  return (
    <Page fill>
      <PageHeader
        breadcrumbs={[
          { label: tJobs('list.title'), to: '/jobs' },
          { label: key, to: `/jobs/${job?.id ?? jobId}` },
        ]}
        title={t('breakdown.title')}
        description={job === undefined ? t('breakdown.description') : `${job.title} · ${job.customerName}`}
        actions={
          <>
            <LanguageSelect locale={locale} />
            <DocumentActions bytes={pdf.data} name={title} />
          </>
        }
      />
      <PdfViewer
        bytes={pdf.data}
        label={title}
        note={tUi('pdf.exact')}
        isUpdating={pdf.isPlaceholderData}
        error={pdf.error ?? undefined}
        onRetry={() => void pdf.refetch()}
      />
    </Page>
  )
}

function LanguageSelect({ locale }: { readonly locale: string | undefined }) {
  const { t } = useTranslation('invoices')
  const navigate = useNavigate()
  const choose = (value: string | null): void =>
    void navigate({ to: '.', search: { locale: locales.find((known) => known === value) }, replace: true })
  return (
    <Select
      aria-label={t('form.language')}
      className="document-language"
      data={[{ value: '', label: t('form.companyLanguage') }, ...locales.map((value) => ({ value, label: t(`language.${value}`) }))]}
      value={locale ?? ''}
      onChange={choose}
    />
  )
}
