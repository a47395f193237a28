import { Skeleton } from '@mantine/core'
import type { ReactNode } from 'react'
import './stat.css'

/** Lays tiles side by side, as many as fit. */
export function StatRow({ children }: { readonly children: ReactNode }) {
  return <div className="stat-row">{children}</div>
}

interface StatProps {
  readonly label: string
  /** The number; undefined while it is on its way. */
  readonly value: ReactNode
  readonly note?: ReactNode
  /** Only where the number asks for somebody. */
  readonly tone?: 'failed' | 'waiting' | undefined
}

/** One number that answers a question. */
export function Stat({ label, value, note, tone }: StatProps) {
  return (
    <div className="stat">
      <span className="stat-label">{label}</span>
      <span className="stat-value" data-tone={tone}>
        {value === undefined ? <Skeleton height={22} width={72} mt={4} /> : value}
      </span>
      <span className="stat-note">{note}</span>
    </div>
  )
}

export interface KeyValue {
  readonly label: string
  readonly value: ReactNode
}

/** Names and values of one thing, one under the other. */
export function KeyValueList({ items }: { readonly items: readonly KeyValue[] }) {
  return (
    <dl className="key-values">
      {items.map((item) => (
        <div key={item.label} style={{ display: 'contents' }}>
          <dt>{item.label}</dt>
          <dd>{item.value}</dd>
        </div>
      ))}
    </dl>
  )
}
