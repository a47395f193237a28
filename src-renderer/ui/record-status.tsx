import {
  type Icon,
  IconCalendarEvent,
  IconCheck,
  IconClock,
  IconFileInvoice,
  IconMinus,
  IconPencil,
  IconPlayerPlay,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { StatusBadge, type Tone } from './status-badge.tsx'

/** One look a word, whatever the type: a status that two types share must not look different. */
const looks: Readonly<Record<string, readonly [Tone, Icon]>> = {
  draft: ['off', IconPencil],
  planned: ['off', IconCalendarEvent],
  in_progress: ['running', IconPlayerPlay],
  on_hold: ['waiting', IconClock],
  completed: ['done', IconCheck],
  invoiced: ['done', IconFileInvoice],
  issued: ['done', IconCheck],
  canceled: ['off', IconMinus],
}

const otherLook = ['off', IconMinus] as const

export const statusTone = (status: string): Tone => (looks[status] ?? otherLook)[0]
export const statusIcon = (status: string): Icon => (looks[status] ?? otherLook)[1]

interface RecordStatusProps {
  /** Namespace of the texts, `jobs`; the words stand under `status`. */
  readonly namespace: string
  readonly status: string
  /** Why: "On hold: material". */
  readonly note?: string | null
}

export function RecordStatus({ namespace, status, note = null }: RecordStatusProps) {
  const { t: tType } = useTranslation(namespace)
  const word = tType(`status.${status}`)
  const label = note === null || note === '' ? word : `${word}: ${note}`
  return <StatusBadge tone={statusTone(status)} icon={statusIcon(status)} label={label} />
}
