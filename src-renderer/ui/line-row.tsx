import { ActionIcon, TextInput, Tooltip } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { type Icon, IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { draftAmount, type LineDraft } from '../lib/line-drafts.ts'
import { DecimalInput } from './decimal-input.tsx'
import type { RecordFormValues } from './use-record-form.ts'
import { Money } from './values.tsx'

interface LineRowProps {
  readonly line: LineDraft
  readonly index: number
  readonly isLast: boolean
  readonly form: UseFormReturnType<RecordFormValues>
  readonly currency: string
  readonly onMove: (by: number) => void
  readonly onRemove: () => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

export function LineRow({ line, index, isLast, form, currency, onMove, onRemove, onKeyDown }: LineRowProps) {
  const { t } = useTranslation('records')
  const number = index + 1
  const fieldProps = (name: keyof LineDraft) => ({
    ...form.getInputProps(`lines.${index}.${name}`),
    'aria-label': t('line.label', { field: t(`line.${name}`), number }),
    'data-field': name,
  })
  const amount = draftAmount(line)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a grid row in every browser
    <div className="lines-editor-row" role="group" aria-label={t('line.name', { number })} data-line={index} onKeyDown={onKeyDown}>
      <TextInput autoComplete="off" {...fieldProps('description')} />
      <DecimalInput decimals={3} {...fieldProps('quantity')} />
      <TextInput autoComplete="off" {...fieldProps('unit')} />
      <DecimalInput decimals={2} isFixed {...fieldProps('unitPrice')} />
      <DecimalInput decimals={2} {...fieldProps('taxRate')} />
      <output className="lines-editor-amount">{amount === undefined ? '–' : <Money amount={amount} currency={currency} />}</output>
      <span className="lines-editor-actions">
        <RowButton icon={IconArrowUp} label={t('line.up', { number })} isDisabled={index === 0} onClick={() => onMove(-1)} />
        <RowButton icon={IconArrowDown} label={t('line.down', { number })} isDisabled={isLast} onClick={() => onMove(1)} />
        <RowButton icon={IconTrash} label={t('line.remove', { number })} onClick={onRemove} />
      </span>
    </div>
  )
}

interface RowButtonProps {
  readonly icon: Icon
  readonly label: string
  readonly isDisabled?: boolean
  readonly onClick: () => void
}

function RowButton({ icon: Shape, label, isDisabled = false, onClick }: RowButtonProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon size={24} aria-label={label} disabled={isDisabled} onClick={onClick}>
        <Shape size={15} stroke={1.6} />
      </ActionIcon>
    </Tooltip>
  )
}
