import { useId } from 'react'
import { axisEnd } from './bar-chart.tsx'
import './line-chart.css'

interface Line {
  readonly name: string
  readonly color: string
  /** At equal distances; null where there is nothing to show. */
  readonly values: readonly (number | null)[]
}

interface LineChartProps {
  readonly lines: readonly Line[]
  /** What it shows, for screen readers; the numbers are in the table that goes with it. */
  readonly label: string
  readonly valueText: (value: number) => string
  /** Under the first and the last value. */
  readonly ends: readonly [string, string]
}

/** A small chart of a few measures over time; a gap stays a gap. */
export function LineChart({ lines, label, valueText, ends }: LineChartProps) {
  const captionId = useId()
  const end = axisEnd(Math.max(0, ...lines.flatMap(({ values }) => values.flatMap((value) => value ?? []))))
  return (
    <figure className="line-chart" aria-labelledby={captionId}>
      <figcaption id={captionId} className="visually-hidden">
        {label}
      </figcaption>
      <div className="line-chart-axis" aria-hidden>
        {[end, end / 2, 0].map((value) => (
          <span key={value}>{valueText(value)}</span>
        ))}
      </div>
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden>
        {[0, 50, 100].map((y) => (
          <line key={y} x1="0" x2="100" y1={y} y2={y} vectorEffect="non-scaling-stroke" />
        ))}
        {lines.flatMap(({ name, color, values }) =>
          stretches(values, end).map(({ points, isDot }) => (
            <polyline key={`${name} ${points}`} points={points} stroke={color} strokeWidth={isDot ? 7 : 2} strokeLinecap="round" />
          )),
        )}
      </svg>
      <div className="line-chart-legend" aria-hidden>
        <span>{ends[0]}</span>
        <span>
          {lines.map(({ name, color }) => (
            <span key={name} style={{ marginInline: 8 }}>
              <i style={{ background: color }} />
              {name}
            </span>
          ))}
        </span>
        <span>{ends[1]}</span>
      </div>
    </figure>
  )
}

interface Stretch {
  readonly points: string
  readonly isDot: boolean
}

/** The points of each stretch without a gap; one that stands alone is drawn as a dot. */
export function stretches(values: readonly (number | null)[], end: number): readonly Stretch[] {
  const found: string[][] = [[]]
  for (const [index, value] of values.entries()) {
    if (value === null) found.push([])
    else found.at(-1)?.push(`${round((100 * index) / Math.max(1, values.length - 1))},${round(100 - (100 * value) / end)}`)
  }
  return found.filter(({ length }) => length > 0).map(stretchOf)
}

const stretchOf = (points: readonly string[]): Stretch =>
  points.length === 1 ? { points: `${points[0]} ${points[0]}`, isDot: true } : { points: points.join(' '), isDot: false }

const round = (value: number): number => Math.round(value * 100) / 100
