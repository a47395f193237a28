import { useId } from 'react'
import './bar-chart.css'
import { useFormat } from './use-format.ts'

export interface Bar {
  readonly id: string
  /** Under the bar; empty where there is no room for all. */
  readonly tick: string
  readonly value: number
  /** The part of it that failed. */
  readonly failed: number
  /** On hover: "08:00 to 09:00: 40, 2 failed". */
  readonly title: string
}

interface BarChartProps {
  readonly bars: readonly Bar[]
  /** What it shows, for screen readers; the numbers are in the table that goes with it. */
  readonly label: string
}

/** The next of 1, 2, 5, 10, 20, 50 ... that all values fit under; at least 4. */
export function axisEnd(highest: number): number {
  if (highest <= 4) return 4
  const magnitude = 10 ** Math.floor(Math.log10(highest))
  const step = [1, 2, 4, 5, 10].find((factor) => factor * magnitude >= highest) ?? 10
  return step * magnitude
}

/** A small chart of counts over equal spans of time. */
export function BarChart({ bars, label }: BarChartProps) {
  const format = useFormat()
  const captionId = useId()
  const end = axisEnd(Math.max(0, ...bars.map((bar) => bar.value)))
  const height = (value: number) => ({ height: `${(value / end) * 100}%` })
  return (
    <figure className="bar-chart" aria-labelledby={captionId}>
      <figcaption id={captionId} className="visually-hidden">
        {label}
      </figcaption>
      <div className="bar-chart-axis" aria-hidden>
        {[end, end / 2, 0].map((value) => (
          <span key={value}>{format.number(value)}</span>
        ))}
      </div>
      <div className="bar-chart-bars" aria-hidden>
        {bars.map((bar) => (
          <div key={bar.id} className="bar-chart-slot" title={bar.title}>
            <div className="bar-chart-bar" style={height(bar.value)}>
              {bar.failed === 0 ? null : <div className="bar-chart-failed" style={{ height: `${(bar.failed / bar.value) * 100}%` }} />}
            </div>
            <span className="bar-chart-tick">{bar.tick}</span>
          </div>
        ))}
      </div>
    </figure>
  )
}
