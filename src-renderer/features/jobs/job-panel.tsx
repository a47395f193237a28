import { Button } from '@mantine/core'
import { IconFileInvoice, IconFileTypePdf } from '@tabler/icons-react'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Job } from '../../../src-main/features/jobs/jobs.contract.ts'
import { CalendarDay, DueDay } from '../../ui/calendar-day.tsx'
import { PricedLines } from '../../ui/priced-lines.tsx'
import { RecordActions } from '../../ui/record-actions.tsx'
import { RecordHistory } from '../../ui/record-history.tsx'
import { RecordPanel } from '../../ui/record-panel.tsx'
import { SendMessage } from '../../ui/send-message.tsx'
import { type KeyValue, KeyValueList } from '../../ui/stat.tsx'
import { DateTime } from '../../ui/values.tsx'
import { useCan } from '../people/people.queries.ts'
import { jobView } from './job-view.ts'
import { isOpenJob } from './jobs.queries.ts'

const deletable = ['draft', 'planned', 'canceled']

/** One job beside the list. */
export function JobPanel() {
  const { t } = useTranslation('jobs')
  const { id } = useParams({ from: '/shell/jobs/$id' })
  const can = useCan()
  return (
    <RecordPanel
      view={jobView}
      id={id}
      canWrite={can('jobs:write')}
      isLocked={(job) => job.status === 'invoiced'}
      deletion={(job) => (deletable.includes(job.status) ? t('deletion', { count: job.lines.length }) : undefined)}
    >
      {(job) => (
        <>
          <RecordActions view={jobView} record={job} canWrite={can('jobs:write')}>
            <Documents job={job} />
            {can('messages:write') ? <SendMessage about={{ recordType: 'jobs', recordId: job.id }} /> : null}
          </RecordActions>
          <Facts job={job} />
          <section>
            <h3>{t('part.lines')}</h3>
            <PricedLines lines={job.lines} currency={job.currency} />
          </section>
          {job.description === null ? null : <p className="record-note">{job.description}</p>}
          <section>
            <h3>{t('part.history')}</h3>
            <RecordHistory view={jobView} record={job} />
          </section>
        </>
      )}
    </RecordPanel>
  )
}

function Documents({ job }: { readonly job: Job }) {
  const { t } = useTranslation('jobs')
  const can = useCan()
  return (
    <>
      {job.status === 'completed' && can('invoices:write') ? (
        <Button
          variant="filled"
          leftSection={<IconFileInvoice size={15} stroke={1.7} />}
          renderRoot={(props) => <Link to="/invoices/new" search={{ jobs: String(job.id) }} {...props} />}
        >
          {t('action.invoice')}
        </Button>
      ) : null}
      {job.lines.length === 0 ? null : (
        <Button
          leftSection={<IconFileTypePdf size={15} stroke={1.7} />}
          renderRoot={(props) => <Link to="/jobs/$jobId/service-breakdown" params={{ jobId: String(job.id) }} {...props} />}
        >
          {t('action.breakdown')}
        </Button>
      )}
    </>
  )
}

function Facts({ job }: { readonly job: Job }) {
  const { t } = useTranslation('jobs')
  const can = useCan()
  const items: readonly (KeyValue | undefined)[] = [
    {
      label: t('field.customerName'),
      value: can('customers:read') ? <Link to={`/customers/${job.customerId}` as '/'}>{job.customerName}</Link> : job.customerName,
    },
    fact(t('field.reference'), job.reference, (text) => text),
    fact(t('field.dueDate'), job.dueDate, (day) =>
      isOpenJob(job) ? <DueDay day={day} isOpen lateLabel={t('late')} /> : <CalendarDay day={day} />,
    ),
    fact(t('field.statusNote'), job.statusNote, (text) => text),
    fact(t('field.startedAt'), job.startedAt, (time) => <DateTime time={time} />),
    fact(t('field.completedAt'), job.completedAt, (time) => <DateTime time={time} />),
    fact(t('field.invoiceId'), job.invoiceId, (invoice) => (
      <Link to="/invoices/$invoiceId" params={{ invoiceId: String(invoice) }}>
        {t('action.openInvoice')}
      </Link>
    )),
    { label: t('field.updatedAt'), value: <DateTime time={job.updatedAt} /> },
  ]
  return <KeyValueList items={items.filter((item) => item !== undefined)} />
}

/** A line only where there is something to say. */
const fact = <Value,>(label: string, value: Value | null, show: (value: Value) => KeyValue['value']): KeyValue | undefined =>
  value === null || value === '' ? undefined : { label, value: show(value) }
