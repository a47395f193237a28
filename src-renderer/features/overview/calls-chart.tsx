import { Button, Skeleton } from '@mantine/core'
import { IconChartBar, IconTable } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Bar, BarChart } from '../../ui/bar-chart.tsx'
import { Section } from '../../ui/page.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { callsByHour, type HourOfCalls } from './calls-by-hour.ts'
import type { Overview } from './overview.queries.ts'

interface CallsChartProps {
  readonly overview: Overview | undefined
  readonly since: string
}

/** Calls made with API keys today, hour by hour, as bars or as their table. */
export function CallsChart({ overview, since }: CallsChartProps) {
  const { t } = useTranslation('overview')
  const [isTable, setTable] = useState(false)
  const hours = overview === undefined ? undefined : callsByHour(since, overview.calls.byHour)
  const Shape = isTable ? IconChartBar : IconTable
  return (
    <Section
      title={t('calls.title')}
      actions={
        <Button variant="subtle" leftSection={<Shape size={15} stroke={1.6} />} onClick={() => setTable(!isTable)}>
          {t(isTable ? 'calls.showChart' : 'calls.showTable')}
        </Button>
      }
    >
      {hours === undefined ? <Skeleton height={172} radius="sm" /> : isTable ? <CallsTable hours={hours} /> : <CallsBars hours={hours} />}
    </Section>
  )
}

const tickEvery = 3

/** `08`, `09`: the hour alone, in every language. */
const hourOf = (start: string): string => String(new Date(start).getHours()).padStart(2, '0')

function CallsBars({ hours }: { readonly hours: readonly HourOfCalls[] }) {
  const { t } = useTranslation('overview')
  const calls = hours.reduce((sum, hour) => sum + hour.calls, 0)
  const failed = hours.reduce((sum, hour) => sum + hour.failed, 0)
  const bars = hours.map((hour, index): Bar => {
    const tick = index % tickEvery === 0 ? hourOf(hour.start) : ''
    const title = t('calls.hour', { hour: hourOf(hour.start), calls: hour.calls, failed: hour.failed })
    return { id: hour.start, tick, value: hour.calls, failed: hour.failed, title }
  })
  return <BarChart bars={bars} label={t('calls.label', { calls, failed })} />
}

function CallsTable({ hours }: { readonly hours: readonly HourOfCalls[] }) {
  const { t } = useTranslation('overview')
  const format = useFormat()
  const called = hours.filter((hour) => hour.calls > 0)
  if (called.length === 0) return <p className="overview-none">{t('calls.none')}</p>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and only what has focus scrolls by keyboard
    <section className="overview-scroll" tabIndex={0} aria-label={t('calls.title')}>
      <table className="overview-table">
        <thead>
          <tr>
            <th scope="col">{t('calls.column.hour')}</th>
            <th scope="col" data-align="end">
              {t('calls.column.calls')}
            </th>
            <th scope="col" data-align="end">
              {t('calls.column.failed')}
            </th>
          </tr>
        </thead>
        <tbody>
          {called.map((hour) => (
            <tr key={hour.start}>
              <td>{`${hourOf(hour.start)}:00`}</td>
              <td data-align="end">{format.number(hour.calls)}</td>
              <td data-align="end">{format.number(hour.failed)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
