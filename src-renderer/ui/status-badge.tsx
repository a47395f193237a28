import { type Icon, IconCheck, IconClock, IconMinus, IconPlayerPlay, IconX } from '@tabler/icons-react'
import './status-badge.css'

export type Tone = 'done' | 'running' | 'waiting' | 'failed' | 'off'

const icons: Readonly<Record<Tone, Icon>> = { done: IconCheck, running: IconPlayerPlay, waiting: IconClock, failed: IconX, off: IconMinus }

interface StatusBadgeProps {
  readonly tone: Tone
  /** The word; a colour or an icon alone never carries the meaning. */
  readonly label: string
  readonly icon?: Icon
}

/** A state in colour, icon and word. */
export function StatusBadge({ tone, label, icon }: StatusBadgeProps) {
  const Shape = icon ?? icons[tone]
  return (
    <span className="status-badge" data-tone={tone}>
      <Shape size={14} stroke={1.8} aria-hidden />
      <span>{label}</span>
    </span>
  )
}

/** The icon of a tone alone, beside a text that says the same. */
export function StatusIcon({ tone }: { readonly tone: Tone }) {
  const Shape = icons[tone]
  return <Shape size={16} stroke={1.8} aria-hidden className="status-icon" data-tone={tone} />
}
