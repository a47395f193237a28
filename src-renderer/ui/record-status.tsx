import { type Icon, IconMinus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { statusLooks } from './record-status-looks.ts'
import { StatusBadge, type Tone } from './status-badge.tsx'

const otherLook = ['off', IconMinus] as const

export const statusTone = (status: string): Tone => (statusLooks[status] ?? otherLook)[0]
export const statusIcon = (status: string): Icon => (statusLooks[status] ?? otherLook)[1]

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
