import { Button } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { IconPlus } from '@tabler/icons-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { draftsNet, emptyLine, type LineDraft, moved } from '../lib/line-drafts.ts'
import './lines-editor.css'
import { LineRow } from './line-row.tsx'
import type { RecordFormValues } from './use-record-form.ts'
import { Money } from './values.tsx'

interface LinesEditorProps {
  /** Holds `LineDraft`s under `lines`. */
  readonly form: UseFormReturnType<RecordFormValues>
  readonly currency: string
  readonly defaults: { readonly unit: string; readonly taxRate: number }
}

const linesIn = (values: RecordFormValues): readonly LineDraft[] => (values['lines'] ?? []) as readonly LineDraft[] // this editor writes them

const columns = ['description', 'quantity', 'unit', 'unitPrice', 'taxRate', 'amount'] as const

/** Priced lines: add, remove, reorder with Alt and the arrows, and what they come to while typing. */
export function LinesEditor({ form, currency, defaults }: LinesEditorProps) {
  const { t } = useTranslation('records')
  const { lines, rows, add, remove, move, said } = useLines(form, defaults)
  const onKeyDown = (event: KeyboardEvent, index: number): void => {
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault()
      move(index, index + (event.key === 'ArrowUp' ? -1 : 1))
    }
    if (event.ctrlKey && event.key === 'Enter') {
      event.preventDefault()
      add()
    }
  }
  return (
    <fieldset className="lines-editor">
      <legend>{t('lines.title')}</legend>
      {lines.length === 0 ? <p className="dim">{t('lines.none')}</p> : null}
      <div className="lines-editor-table" ref={rows}>
        {lines.length === 0 ? null : (
          <div className="lines-editor-row" data-head>
            {columns.map((name) => (
              <span key={name} data-column={name}>
                {t(`line.${name}`)}
              </span>
            ))}
          </div>
        )}
        {lines.map((line, index) => (
          <LineRow
            key={line.key}
            line={line}
            index={index}
            isLast={index === lines.length - 1}
            form={form}
            currency={currency}
            onMove={(by) => move(index, index + by)}
            onRemove={() => remove(index)}
            onKeyDown={(event) => onKeyDown(event, index)}
          />
        ))}
      </div>
      <div className="lines-editor-foot">
        <Button leftSection={<IconPlus size={16} stroke={1.6} />} onClick={add}>
          {t('lines.add')}
        </Button>
        <span className="dim">{t('lines.keys')}</span>
        <span className="lines-editor-net">
          {t('lines.net')} <Money amount={draftsNet(lines)} currency={currency} />
        </span>
      </div>
      <span className="visually-hidden" role="status">
        {said}
      </span>
    </fieldset>
  )
}

function useLines(form: UseFormReturnType<RecordFormValues>, defaults: LinesEditorProps['defaults']) {
  const { t } = useTranslation('records')
  const rows = useRef<HTMLDivElement>(null)
  const [said, setSaid] = useState('')
  const lines = linesIn(form.values)
  const set = (next: readonly LineDraft[]): void => {
    form.clearFieldError('lines')
    form.setFieldValue('lines', next)
  }
  /** The fields of a row exist only after the next render. */
  const focus = (index: number, name: string): void =>
    void requestAnimationFrame(() => rows.current?.querySelector<HTMLElement>(`[data-line="${index}"] [data-field="${name}"]`)?.focus())
  return {
    lines,
    rows,
    said,
    add: () => {
      set([...lines, emptyLine(lines, defaults)])
      focus(lines.length, 'description')
    },
    remove: (index: number) => {
      set(lines.toSpliced(index, 1))
      setSaid(t('lines.removed', { number: index + 1 }))
      focus(Math.min(index, lines.length - 2), 'description')
    },
    move: (from: number, to: number) => {
      const next = moved(lines, from, to)
      if (next === lines) return
      const field = document.activeElement instanceof HTMLElement ? document.activeElement.dataset['field'] : undefined
      set(next)
      setSaid(t('lines.moved', { from: from + 1, to: to + 1 }))
      focus(to, field ?? 'description')
    },
  }
}
