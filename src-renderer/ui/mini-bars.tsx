import { Tooltip } from '@mantine/core'
import './mini-bars.css'

export interface MiniBar {
  readonly id: string
  /** What the bar stands for and its numbers: "14:00: 52 delivered, 3 failed". */
  readonly label: string
  readonly value: number
  /** Part of the value that went wrong. */
  readonly failed: number
}

interface MiniBarsProps {
  readonly label: string
  readonly bars: readonly MiniBar[]
}

/** A trend in the room of one line: a bar a period, red for what failed in it. */
export function MiniBars({ label, bars }: MiniBarsProps) {
  const highest = Math.max(1, ...bars.map((bar) => bar.value))
  return (
    <ol className="mini-bars" aria-label={label}>
      {bars.map((bar) => (
        <Tooltip key={bar.id} label={bar.label}>
          <li>
            <span className="visually-hidden">{bar.label}</span>
            <span className="mini-bar" style={{ height: `${(100 * bar.value) / highest}%` }} aria-hidden>
              <span style={{ height: `${bar.value === 0 ? 0 : (100 * bar.failed) / bar.value}%` }} />
            </span>
          </li>
        </Tooltip>
      ))}
    </ol>
  )
}
