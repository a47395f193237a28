import { SegmentedControl, Table } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type PerformanceSpan, performanceSpans } from '../../../src-main/features/webhooks/performance.contract.ts'
import { useApi, useNow } from '../../lib/services.tsx'
import { BarChart } from '../../ui/bar-chart.tsx'
import { LineChart } from '../../ui/line-chart.tsx'
import { Section } from '../../ui/page.tsx'
import { ErrorState, SkeletonLines } from '../../ui/states.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { WebhookTabs } from './webhook-tabs.tsx'
import { type PerformancePoint, performanceQuery } from './webhooks.queries.ts'

/** How much arrived and how fast, over a day or a week, as charts or as their table. */
export function PerformanceTab() {
  const { t } = useTranslation('webhooks')
  const { webhookId } = useParams({ from: '/shell/settings/webhooks/$webhookId/performance' })
  const [span, setSpan] = useState<PerformanceSpan>('day')
  const [shape, setShape] = useState<'chart' | 'table'>('chart')
  const query = useQuery(performanceQuery(useApi(), Number(webhookId), span))
  const spans = performanceSpans.map((value) => ({ value, label: t(`within.${value}`) }))
  const shapes = (['chart', 'table'] as const).map((value) => ({ value, label: t(`performance.${value}`) }))
  return (
    <>
      <WebhookTabs>
        <SegmentedControl aria-label={t('column.time')} value={span} onChange={setSpan} data={spans} />
        <SegmentedControl aria-label={t('performance.shape')} value={shape} onChange={setShape} data={shapes} />
      </WebhookTabs>
      {query.error === null ? null : <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending ? <SkeletonLines count={10} /> : null}
      {query.data === undefined || shape === 'table' ? null : <Charts points={query.data} />}
      {query.data === undefined || shape === 'chart' ? null : <PointTable points={query.data} />}
    </>
  )
}

/** Every how many parts there is room for a time. */
const tickEvery = 4

interface PointsProps {
  readonly points: readonly PerformancePoint[]
}

function Charts({ points }: PointsProps) {
  const { t } = useTranslation('webhooks')
  const format = useFormat()
  const startOf = useStart()
  const rate = useRate()
  const bars = points.map((point, index) => ({
    id: point.start,
    tick: index % tickEvery === 0 ? startOf(point) : '',
    value: point.delivered + point.failed + point.waiting,
    failed: point.failed + point.waiting,
    title: `${startOf(point)}: ${rate(point)}`,
  }))
  const ends = [points[0], points.at(-1)].map((point) => (point === undefined ? '' : startOf(point)))
  return (
    <div className="webhook-sections">
      <Section title={t('performance.success', { rate: rate(sumOf(points)) })}>
        <BarChart bars={bars} label={t('performance.success', { rate: rate(sumOf(points)) })} />
      </Section>
      <Section title={t('performance.speed')}>
        <LineChart
          label={t('performance.speed')}
          lines={[
            { name: t('performance.median'), color: 'var(--accent)', values: points.map(({ medianMs }) => medianMs) },
            { name: t('performance.p95'), color: 'var(--amber)', values: points.map(({ p95Ms }) => p95Ms) },
          ]}
          valueText={format.duration}
          ends={[ends[0] ?? '', ends[1] ?? '']}
        />
      </Section>
    </div>
  )
}

/** When a part begins: today the hour, before that with its day. */
function useStart(): (point: PerformancePoint) => string {
  const format = useFormat()
  const now = useNow(60_000)
  return ({ start }) => (format.date(start) === format.date(new Date(now).toISOString()) ? format.clock(start) : format.logTime(start, now))
}

type Counts = Pick<PerformancePoint, 'delivered' | 'failed' | 'waiting'>

const sumOf = (points: readonly Counts[]): Counts => ({
  delivered: points.reduce((sum, point) => sum + point.delivered, 0),
  failed: points.reduce((sum, point) => sum + point.failed, 0),
  waiting: points.reduce((sum, point) => sum + point.waiting, 0),
})

/** "97.5% of 40"; a dash of nothing. */
function useRate(): (counts: Counts) => string {
  const { t } = useTranslation('webhooks')
  const format = useFormat()
  return ({ delivered, failed, waiting }) => {
    const total = delivered + failed + waiting
    if (total === 0) return '–'
    const percent = format.percent(delivered / total)
    return `${percent} ${t('tile.of', { total: format.number(total) })}`
  }
}

function PointTable({ points }: PointsProps) {
  const { t } = useTranslation('webhooks')
  const format = useFormat()
  const startOf = useStart()
  const duration = (ms: number | null): string => (ms === null ? '–' : format.duration(ms))
  const heads = [t('column.time'), t('delivery.delivered'), t('delivery.failed'), t('delivery.pending')]
  return (
    <Table stickyHeader aria-label={t('tab.performance')}>
      <Table.Thead>
        <Table.Tr>
          {[...heads, t('performance.median'), t('performance.p95')].map((head) => (
            <Table.Th key={head}>{head}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {points.map((point) => (
          <Table.Tr key={point.start}>
            <Table.Td>{startOf(point)}</Table.Td>
            <Table.Td>{format.number(point.delivered)}</Table.Td>
            <Table.Td>{format.number(point.failed)}</Table.Td>
            <Table.Td>{format.number(point.waiting)}</Table.Td>
            <Table.Td>{duration(point.medianMs)}</Table.Td>
            <Table.Td>{duration(point.p95Ms)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
