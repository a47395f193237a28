import { Button } from '@mantine/core'
import { IconFileInvoice, IconFileTypePdf } from '@tabler/icons-react'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Job } from '../../../src-main/features/jobs/jobs.contract.ts'
import { openTransitions } from '../../lib/record-type.ts'
import { CalendarDay, DueDay } from '../../ui/calendar-day.tsx'
import { RecordHistory } from '../../ui/record-history.tsx'
import { RecordPanel } from '../../ui/record-panel.tsx'
import { statusIcon } from '../../ui/record-status.tsx'
import { type KeyValue, KeyValueList } from '../../ui/stat.tsx'
import { useRecordTransition } from '../../ui/use-record-transition.tsx'
import { DateTime } from '../../ui/values.tsx'
import { useCan } from '../people/people.queries.ts'
import { JobLines } from './job-lines.tsx'
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
          <Actions job={job} />
          <Facts job={job} />
          <section>
            <h3>{t('part.lines')}</h3>
            <JobLines job={job} />
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

function Actions({ job }: { readonly job: Job }) {
  const can = useCan()
  const { move, labelOf, isMoving, dialog } = useRecordTransition(jobView)
  const next = can('jobs:write') ? openTransitions(jobView.type, job) : []
  return (
    <div className="record-actions">
      {next.map((to) => {
        const Shape = statusIcon(to)
        return (
          <Button key={to} leftSection={<Shape size={15} stroke={1.7} />} disabled={isMoving} onClick={() => move(job, to)}>
            {labelOf(job, to)}
          </Button>
        )
      })}
      <Documents job={job} />
      {dialog}
    </div>
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
      value: can('customers:read') ? (
        <Link to="/customers/$id" params={{ id: String(job.customerId) }}>
          {job.customerName}
        </Link>
      ) : (
        job.customerName
      ),
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
