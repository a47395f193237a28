import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { startOfDay } from '../../lib/calendar-day.ts'
import { useApi, useNow } from '../../lib/services.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { Code } from '../../ui/values.tsx'
import { useCan } from '../people/people.queries.ts'
import { CallsChart } from './calls-chart.tsx'
import { FirstRunGuide } from './first-run-guide.tsx'
import { FloorJobs } from './floor-jobs.tsx'
import { LatestEvents } from './latest-events.tsx'
import { NeedsYou } from './needs-you.tsx'
import './overview.css'
import { overviewQuery } from './overview.queries.ts'
import { OverviewTiles } from './overview-tiles.tsx'

/** What happened today, and what waits for somebody. */
export function OverviewPage() {
  const since = startOfDay(useNow())
  const can = useCan()
  const overview = useQuery(overviewQuery(useApi(), since))
  return (
    <Page>
      <Header />
      {can('api_keys:write') ? <FirstRunGuide /> : null}
      {overview.data === undefined && overview.error !== null ? (
        <ErrorState error={overview.error} onRetry={() => void overview.refetch()} />
      ) : (
        <>
          <NeedsYou overview={overview.data} />
          <OverviewTiles overview={overview.data} />
          <div className="overview-pair">
            <CallsChart overview={overview.data} since={since} />
            <LatestEvents overview={overview.data} />
          </div>
          {can('jobs:read') ? <FloorJobs /> : null}
        </>
      )}
    </Page>
  )
}

function Header() {
  const { t } = useTranslation('overview')
  const format = useFormat()
  const now = useNow()
  const can = useCan()
  const { origin } = window.location
  return (
    <PageHeader
      title={t('title')}
      description={
        <>
          {t('description', { time: format.dayAndTime(now) })} <Code>{origin}</Code>
        </>
      }
      actions={
        <>
          <CopyButton value={origin} label={t('apiAddress')} shape="button" />
          {can('jobs:write') ? (
            <Button variant="filled" leftSection={<IconPlus size={16} stroke={1.6} />} component={Link} to="/jobs/new">
              {t('newJob')}
            </Button>
          ) : null}
        </>
      }
    />
  )
}
