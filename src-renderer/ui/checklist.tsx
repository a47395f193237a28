import { IconCircle, IconCircleCheckFilled } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ChecklistItem } from '../lib/record-fields.ts'
import './checklist.css'

interface ChecklistProps {
  readonly items: readonly ChecklistItem[]
}

/** What is to be done, each with whether it is. */
export function Checklist({ items }: ChecklistProps) {
  const { t } = useTranslation('records')
  return (
    <ul className="checklist">
      {items.map(({ text, isDone }, index) => {
        const Shape = isDone ? IconCircleCheckFilled : IconCircle
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step has no identity but its place
          <li key={index} data-done={isDone}>
            <Shape size={16} stroke={1.6} aria-label={t(isDone ? 'checklist.done' : 'checklist.open')} role="img" />
            <span>{text}</span>
          </li>
        )
      })}
    </ul>
  )
}

/** `1 of 2` */
export function ChecklistCount({ items }: ChecklistProps) {
  const { t } = useTranslation('records')
  return t('checklist.count', { done: items.filter(({ isDone }) => isDone).length, count: items.length })
}
