import { ActionIcon, Button, Checkbox, Input, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChecklistItem } from '../lib/record-fields.ts'
import './checklist.css'

interface ChecklistFieldProps {
  readonly label: string
  readonly description?: ReactNode
  readonly value?: readonly ChecklistItem[]
  readonly onChange?: (items: readonly ChecklistItem[]) => void
  readonly error?: ReactNode
}

/** Steps to do: Enter adds the next one. What stays empty is left out. */
export function ChecklistField({ label, description, value = [], onChange, error }: ChecklistFieldProps) {
  const { t } = useTranslation('records')
  const steps = useRef<HTMLDivElement>(null)
  const focusLast = (): void =>
    // The field exists only after the next render.
    void requestAnimationFrame(() => steps.current?.querySelector<HTMLElement>('.checklist-step:last-of-type input[type="text"]')?.focus())
  const change = (index: number, changed: Partial<ChecklistItem>): void =>
    onChange?.(value.map((item, place) => (place === index ? { ...item, ...changed } : item)))
  const add = (): void => {
    onChange?.([...value, { text: '', isDone: false }])
    focusLast()
  }
  return (
    <Input.Wrapper label={label} description={description} error={error} labelElement="div">
      <div ref={steps}>
        {value.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step has no identity but its place
          <div key={index} className="checklist-step">
            <Checkbox
              aria-label={`${t('checklist.step', { number: index + 1 })}: ${t('checklist.done')}`}
              checked={item.isDone}
              onChange={(event) => change(index, { isDone: event.currentTarget.checked })}
            />
            <TextInput
              type="text"
              aria-label={t('checklist.step', { number: index + 1 })}
              placeholder={t('checklist.placeholder')}
              value={item.text}
              maxLength={200}
              autoComplete="off"
              onChange={(event) => change(index, { text: event.currentTarget.value })}
              onKeyDown={(event) => {
                if (event.key !== 'Enter') return
                event.preventDefault()
                add()
              }}
            />
            <ActionIcon
              size={24}
              aria-label={t('checklist.remove', { text: item.text })}
              onClick={() => onChange?.(value.toSpliced(index, 1))}
            >
              <IconTrash size={15} stroke={1.6} />
            </ActionIcon>
          </div>
        ))}
      </div>
      <Button leftSection={<IconPlus size={16} stroke={1.6} />} onClick={add}>
        {t('checklist.add')}
      </Button>
    </Input.Wrapper>
  )
}
