import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Customer } from '../../../src-main/features/customers/customers.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { RecordHistory } from '../../ui/record-history.tsx'
import { RecordPanel } from '../../ui/record-panel.tsx'
import { RecordStatus } from '../../ui/record-status.tsx'
import { type KeyValue, KeyValueList } from '../../ui/stat.tsx'
import { ErrorState, SkeletonLines } from '../../ui/states.tsx'
import { Code, DateTime, Money } from '../../ui/values.tsx'
import { jobQueries } from '../jobs/jobs.queries.ts'
import { useCan } from '../people/people.queries.ts'
import './customer-panel.css'
import { customerView } from './customer-view.ts'

/** More than anybody counts; beyond it the panel says "100 and more". */
const mostCounted = 100
const shownJobs = 6

const jobsOf = (customerId: string | number) => ({ filters: { customerId: String(customerId) }, limit: mostCounted })

/** One customer beside the list, with the work done for it. */
export function CustomerPanel() {
  const { t } = useTranslation('customers')
  const { id } = useParams({ from: '/shell/customers/$id' })
  const can = useCan()
  const jobs = useQuery(jobQueries.first(useApi(), jobsOf(id)))
  const count = jobs.data?.data.length
  // With jobs the server keeps the customer: nothing is offered that would only be refused.
  const deletion = count === 0 ? t('deletion') : undefined
  return (
    <RecordPanel view={customerView} id={id} canWrite={can('customers:write')} deletion={() => deletion}>
      {(customer) => (
        <>
          <Facts customer={customer} />
          {can('jobs:read') ? <CustomerJobs customer={customer} /> : null}
          {customer.notes === null ? null : <p className="record-note">{customer.notes}</p>}
          <section>
            <h3>{t('part.history')}</h3>
            <RecordHistory view={customerView} record={customer} />
          </section>
        </>
      )}
    </RecordPanel>
  )
}

function Facts({ customer }: { readonly customer: Customer }) {
  const { t } = useTranslation('customers')
  const { email, phone, taxNumber } = customer
  const place = [customer.address, [customer.city, customer.country].filter(Boolean).join(', ')].filter(Boolean).join('\n')
  const items: readonly (KeyValue | false)[] = [
    place !== '' && { label: t('field.address'), value: <span className="record-note">{place}</span> },
    taxNumber !== null && { label: t('field.taxNumber'), value: <Code>{taxNumber}</Code> },
    customer.taxOffice !== null && { label: t('field.taxOffice'), value: customer.taxOffice },
    email !== null && { label: t('field.email'), value: <a href={`mailto:${email}`}>{email}</a> },
    phone !== null && { label: t('field.phone'), value: <a href={`tel:${phone.replaceAll(' ', '')}`}>{phone}</a> },
    { label: t('field.currency'), value: customer.currency },
    { label: t('field.updatedAt'), value: <DateTime time={customer.updatedAt} /> },
  ]
  return <KeyValueList items={items.filter((item) => item !== false)} />
}

function CustomerJobs({ customer }: { readonly customer: Customer }) {
  const { t } = useTranslation('customers')
  const can = useCan()
  const jobs = useQuery(jobQueries.first(useApi(), jobsOf(customer.id)))
  const found = jobs.data?.data
  const hasMore = jobs.data?.pagination.nextCursor !== null
  const count = found === undefined ? '' : hasMore ? t('part.jobsMore', { count: found.length }) : String(found.length)
  return (
    <section>
      <div className="customer-jobs-head">
        <h3>
          {t('part.jobs')} <span className="tabular">{count}</span>
        </h3>
        {can('jobs:write') ? (
          <Button
            leftSection={<IconPlus size={15} stroke={1.6} />}
            renderRoot={(props) => <Link to="/jobs/new" search={{ customerId: customer.id }} {...props} />}
          >
            {t('action.newJob')}
          </Button>
        ) : null}
      </div>
      {jobs.error === null ? null : <ErrorState error={jobs.error} onRetry={() => void jobs.refetch()} />}
      {found === undefined && jobs.error === null ? <SkeletonLines count={3} /> : null}
      {found?.length === 0 ? <p className="dim">{t('part.noJobs')}</p> : null}
      <ul className="customer-jobs">
        {found?.slice(0, shownJobs).map((job) => (
          <li key={job.id}>
            <Link to="/jobs/$id" params={{ id: String(job.id) }}>
              <Code>{job.jobKey}</Code>
              <span className="customer-jobs-title">{job.title}</span>
              <RecordStatus namespace="jobs" status={job.status} />
              <Money amount={job.netAmount} currency={job.currency} />
            </Link>
          </li>
        ))}
      </ul>
      {found === undefined || found.length <= shownJobs ? null : (
        <Link to="/jobs" search={{ customerId: customer.id }}>
          {t('part.allJobs')}
        </Link>
      )}
    </section>
  )
}
