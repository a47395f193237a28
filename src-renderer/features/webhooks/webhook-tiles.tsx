import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useApi, useNow } from '../../lib/services.tsx'
import { MiniBars } from '../../ui/mini-bars.tsx'
import { Stat, StatRow } from '../../ui/stat.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { activityQuery, type Webhook } from './webhooks.queries.ts'

interface TilesProps {
  /** Undefined while it is on its way. */
  readonly webhook: Webhook | undefined
  readonly id: number
}

/** What arrived, how fast, what waits and what never arrived. */
export function WebhookTiles({ webhook, id }: TilesProps) {
  const { t } = useTranslation('webhooks')
  const format = useFormat()
  const stats = webhook?.stats
  const total = stats === undefined ? 0 : stats.delivered + stats.failed + stats.waiting
  return (
    <StatRow>
      <Stat
        label={t('tile.delivered')}
        value={
          stats === undefined ? undefined : (
            <Value main={format.number(stats.delivered)} aside={t('tile.of', { total: format.number(total) })} />
          )
        }
        note={<Activity id={id} />}
      />
      <Stat
        label={t('tile.response')}
        value={stats === undefined ? undefined : <ResponseTime stats={stats} />}
        note={stats?.medianResponseMs == null ? t('tile.noResponse') : t('tile.responseNote')}
      />
      <Stat
        label={t('tile.waiting')}
        value={stats === undefined ? undefined : format.number(stats.waiting)}
        tone={(stats?.waiting ?? 0) > 0 ? 'waiting' : undefined}
        note={<NextAttempt webhook={webhook} />}
      />
      <Stat
        label={t('tile.failed')}
        value={stats === undefined ? undefined : format.number(stats.failed)}
        tone={(stats?.failed ?? 0) > 0 ? 'failed' : undefined}
        note={(stats?.failed ?? 0) > 0 ? <ShowFailed id={id} /> : t('tile.noneFailed')}
      />
    </StatRow>
  )
}

function Value({ main, aside }: { readonly main: string; readonly aside: string }) {
  return (
    <>
      {main} <span className="stat-aside">{aside}</span>
    </>
  )
}

function ResponseTime({ stats }: { readonly stats: Webhook['stats'] }) {
  const format = useFormat()
  if (stats.medianResponseMs === null) return '–'
  return (
    <Value main={format.duration(stats.medianResponseMs)} aside={`/ ${format.duration(stats.p99ResponseMs ?? stats.medianResponseMs)}`} />
  )
}

function NextAttempt({ webhook }: { readonly webhook: Webhook | undefined }) {
  const { t } = useTranslation('webhooks')
  const format = useFormat()
  const now = useNow(1_000)
  const at = webhook?.stats.nextAttemptAt
  if (webhook?.isActive === false) return t('tile.paused')
  if (at === null || at === undefined) return t('tile.noneWaiting')
  const isDue = Date.parse(at) <= now
  return isDue ? t('tile.nextNow') : t('tile.next', { time: format.time(at), relative: format.relativeTime(at, now) })
}

function ShowFailed({ id }: { readonly id: number }) {
  const { t } = useTranslation('webhooks')
  return (
    <Button
      size="compact-sm"
      renderRoot={(props) => (
        <Link {...props} to="/settings/webhooks/$webhookId" params={{ webhookId: String(id) }} search={{ status: 'failed' }} />
      )}
    >
      {t('tile.showFailed')}
    </Button>
  )
}

function Activity({ id }: { readonly id: number }) {
  const { t } = useTranslation('webhooks')
  const format = useFormat()
  const { data } = useQuery(activityQuery(useApi(), id))
  const bars = data?.map(({ hour, delivered, failed, waiting }) => ({
    id: hour,
    label: t('tile.hour', { hour: format.time(hour), delivered: format.number(delivered), failed: format.number(failed + waiting) }),
    value: delivered + failed + waiting,
    failed: failed + waiting,
  }))
  return <MiniBars label={t('tile.activity')} bars={bars ?? []} />
}
