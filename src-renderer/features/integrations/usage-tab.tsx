import { SegmentedControl, Table } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi, useNow } from '../../lib/services.tsx'
import { BarChart } from '../../ui/bar-chart.tsx'
import { Section } from '../../ui/page.tsx'
import { ErrorState, SkeletonLines } from '../../ui/states.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { type UsagePoint, type UsageSpan, usageQuery } from './integrations.queries.ts'

const spans: readonly UsageSpan[] = ['day', 'week', 'month']

/** Calls and failures over a day, a week or a month, as a chart with its table. */
export function UsageTab() {
  const { t } = useTranslation('integrations')
  const { connectionId } = useParams({ from: '/shell/settings/integrations/$connectionId/usage' })
  const [span, setSpan] = useState<UsageSpan>('day')
  const query = useQuery(usageQuery(useApi(), Number(connectionId), span))
  return (
    <>
      <SegmentedControl
        aria-label={t('usage.span')}
        value={span}
        onChange={setSpan}
        data={spans.map((value) => ({ value, label: t(`usage.${value}`) }))}
        style={{ alignSelf: 'start' }}
      />
      {query.error === null ? null : <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending ? <SkeletonLines count={10} /> : null}
      {query.data === undefined ? null : <Usage points={query.data} span={span} />}
    </>
  )
}

/** Every how many parts there is room for a time. */
const tickEvery = { day: 4, week: 1, month: 5 } as const

function Usage({ points, span }: { readonly points: readonly UsagePoint[]; readonly span: UsageSpan }) {
  const { t } = useTranslation('integrations')
  const format = useFormat()
  const startOf = useStart(span)
  const counts = { calls: points.reduce((sum, { calls }) => sum + calls, 0), failed: points.reduce((sum, { failed }) => sum + failed, 0) }
  const title = t('usage.title', { calls: format.number(counts.calls), failed: format.number(counts.failed) })
  const bars = points.map((point, index) => ({
    id: point.start,
    tick: index % tickEvery[span] === 0 ? startOf(point) : '',
    value: point.calls,
    failed: point.failed,
    title: `${startOf(point)}: ${t('usage.title', { calls: format.number(point.calls), failed: format.number(point.failed) })}`,
  }))
  return (
    <>
      <Section title={title}>
        <BarChart bars={bars} label={title} />
      </Section>
      <UsageTable points={points.filter(({ calls }) => calls > 0)} startOf={startOf} />
    </>
  )
}

function useStart(span: UsageSpan): (point: UsagePoint) => string {
  const format = useFormat()
  const now = useNow(60_000)
  if (span !== 'day') return ({ start }) => format.date(start)
  return ({ start }) => (format.date(start) === format.date(new Date(now).toISOString()) ? format.clock(start) : format.logTime(start, now))
}

function UsageTable({ points, startOf }: { readonly points: readonly UsagePoint[]; readonly startOf: (point: UsagePoint) => string }) {
  const { t } = useTranslation('integrations')
  const format = useFormat()
  if (points.length === 0) return null
  const heads = [t('call.time'), t('usage.calls'), t('call.failed'), t('usage.average')]
  return (
    <Table aria-label={t('tab.usage')}>
      <Table.Thead>
        <Table.Tr>
          {heads.map((head) => (
            <Table.Th key={head}>{head}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {points.toReversed().map((point) => (
          <Table.Tr key={point.start}>
            <Table.Td>{startOf(point)}</Table.Td>
            <Table.Td>{format.number(point.calls)}</Table.Td>
            <Table.Td>{format.number(point.failed)}</Table.Td>
            <Table.Td>{point.averageMs === null ? '–' : format.duration(point.averageMs)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
