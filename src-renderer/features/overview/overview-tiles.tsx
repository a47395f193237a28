import { useTranslation } from 'react-i18next'
import { Stat, StatRow } from '../../ui/stat.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { Money } from '../../ui/values.tsx'
import type { Overview } from './overview.queries.ts'

interface TilesProps {
  /** Undefined while it is on its way. */
  readonly overview: Overview | undefined
}

/** Today in five numbers. */
export function OverviewTiles({ overview }: TilesProps) {
  const { t } = useTranslation('overview')
  const format = useFormat()
  const number = (value: number | undefined) => (value === undefined ? undefined : format.number(value))
  const { jobs, calls } = overview ?? {}
  const inProgress = jobs === undefined ? undefined : (jobs.byStatus.in_progress ?? 0)
  return (
    <StatRow>
      <Stat
        label={t('tile.completed')}
        value={number(jobs?.completedToday)}
        note={jobs === undefined ? '' : t('tile.toInvoice', { count: jobs.byStatus.completed ?? 0 })}
      />
      <Stat
        label={t('tile.inProgress')}
        value={number(inProgress)}
        note={jobs === undefined ? '' : t('tile.onHold', { count: jobs.byStatus.on_hold ?? 0 })}
      />
      <Stat
        label={t('tile.calls')}
        value={number(calls?.total)}
        note={calls === undefined ? '' : t(calls.failed === 0 ? 'tile.noErrors' : 'tile.errors', { count: calls.failed })}
      />
      <Deliveries overview={overview} />
      <Invoiced overview={overview} />
    </StatRow>
  )
}

function Deliveries({ overview }: TilesProps) {
  const { t } = useTranslation('overview')
  const format = useFormat()
  const deliveries = overview?.deliveries
  if (deliveries === undefined) return <Stat label={t('tile.deliveries')} value={undefined} />
  const { delivered, failed, waiting } = deliveries
  const parts = [
    ...(failed === 0 ? [] : [t('tile.failed', { count: failed })]),
    ...(waiting === 0 ? [] : [t('tile.waiting', { count: waiting })]),
  ]
  const tone = failed > 0 ? 'failed' : waiting > 0 ? 'waiting' : undefined
  const quiet = t(delivered === 0 ? 'tile.nothingSent' : 'tile.allDelivered')
  return (
    <Stat
      label={t('tile.deliveries')}
      value={format.number(delivered)}
      note={parts.length === 0 ? quiet : <span className={`overview-${tone}`}>{parts.join(' · ')}</span>}
    />
  )
}

function Invoiced({ overview }: TilesProps) {
  const { t } = useTranslation('overview')
  const format = useFormat()
  const invoices = overview?.invoices
  if (invoices === undefined) return <Stat label={t('tile.invoiced')} value={undefined} />
  const [first, ...others] = invoices.toSorted((one, other) => other.count - one.count)
  if (first === undefined) return <Stat label={t('tile.invoiced')} value={format.number(0)} note={t('tile.proformas', { count: 0 })} />
  const count = invoices.reduce((sum, invoice) => sum + invoice.count, 0)
  const amounts = others.map(({ total, currency }) => format.money(total, currency))
  return (
    <Stat
      label={t('tile.invoiced')}
      value={<Money amount={first.total} currency={first.currency} />}
      note={[...amounts, t('tile.proformas', { count })].join(' · ')}
    />
  )
}
