import { Button } from '@mantine/core'
import { type Icon, IconAlertTriangle, IconCalendarDue, IconWebhook } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { dayOf } from '../../lib/calendar-day.ts'
import { useApi, useNow } from '../../lib/services.tsx'
import { Section } from '../../ui/page.tsx'
import { useCan } from '../people/people.queries.ts'
import { lateJobsQuery, type Overview } from './overview.queries.ts'

interface Need {
  readonly id: string
  readonly icon: Icon
  readonly tone: 'failed' | 'waiting'
  readonly what: string
  readonly more: string
  readonly to: string
  readonly search?: object
}

/** What waits for a person; nothing at all where nothing does. */
export function NeedsYou({ overview }: { readonly overview: Overview | undefined }) {
  const { t } = useTranslation('overview')
  const needs = [...useDeliveryNeeds(overview), ...useLateJobs()]
  if (needs.length === 0) return null
  return (
    <Section title={t('needs.title')} flush>
      <ul className="overview-needs">
        {needs.map((need) => (
          <li key={need.id}>
            <need.icon size={17} stroke={1.7} aria-hidden className="status-icon" data-tone={need.tone} />
            <span>
              <strong>{need.what}</strong> <span className="dim">{need.more}</span>
            </span>
            <Button component={Link} to={need.to} {...(need.search === undefined ? {} : { search: need.search as never })}>
              {t('needs.look')}
              <span className="visually-hidden"> {need.what}</span>
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function useDeliveryNeeds(overview: Overview | undefined): readonly Need[] {
  const { t } = useTranslation('overview')
  const can = useCan()
  if (overview === undefined || !can('webhooks:read')) return []
  const { failed, waiting } = overview.deliveries
  const to = '/settings/webhooks'
  const failedNeed: Need = {
    ...{ id: 'failed', icon: IconAlertTriangle, tone: 'failed', to },
    what: t('needs.failed', { count: failed }),
    more: t('needs.failedMore'),
  }
  const waitingNeed: Need = {
    ...{ id: 'waiting', icon: IconWebhook, tone: 'waiting', to },
    what: t('needs.waiting', { count: waiting }),
    more: t('needs.waitingMore'),
  }
  return [...(failed === 0 ? [] : [failedNeed]), ...(waiting === 0 ? [] : [waitingNeed])]
}

function useLateJobs(): readonly Need[] {
  const { t } = useTranslation('overview')
  const can = useCan()
  const today = dayOf(useNow())
  const { data } = useQuery({ ...lateJobsQuery(useApi(), today), enabled: can('jobs:read') })
  const jobs = data?.data ?? []
  const [oldest] = jobs
  if (oldest === undefined) return []
  return [
    {
      ...{ id: 'late', icon: IconCalendarDue, tone: 'waiting', to: '/jobs', search: { late: true, sort: 'due_date' } },
      what: t('needs.late', { count: jobs.length }),
      more: t('needs.lateMore', { key: oldest.jobKey, title: oldest.title }),
    },
  ]
}
