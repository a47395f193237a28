import { Select } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { keyOf, type RecordBase } from '../lib/record-type.ts'
import './record-fields.css'
import type { AnyRecordView } from './record-view.ts'
import { useRecordOptions } from './use-record-options.ts'
import { Code } from './values.tsx'

interface RecordPickerProps {
  /** The type that is chosen from. */
  readonly view: AnyRecordView
  readonly value: number | undefined
  readonly onChange: (record: RecordBase | undefined) => void
  readonly label?: ReactNode
  readonly 'aria-label'?: string
  readonly placeholder?: string
  readonly description?: ReactNode
  readonly error?: ReactNode
  readonly withAsterisk?: boolean
  readonly className?: string
  readonly onBlur?: () => void
  /** Leads to a new one where there is none to choose; what was typed so far stays as a draft. */
  readonly canCreate?: boolean
}

/** Chooses another record by typing a part of its name, or its key. */
export function RecordPicker({ view, value, onChange, withAsterisk = false, canCreate = false, ...props }: RecordPickerProps) {
  const { t } = useTranslation('records')
  const { chosen, offered, setTyped } = useRecordOptions(view, value)
  const keys = new Map(offered.map((record) => [String(record.id), keyOf(view.type, record)]))
  return (
    <Select
      placeholder={t('picker.find')}
      {...props}
      withAsterisk={withAsterisk}
      searchable
      clearable={!withAsterisk}
      clearButtonProps={{ 'aria-label': t('picker.clear') }}
      nothingFoundMessage={canCreate ? <NothingFound view={view} /> : t('picker.nothing')}
      data={offered.map((record) => ({ value: String(record.id), label: view.titleOf(record) }))}
      value={chosen === undefined ? null : String(chosen.id)}
      onChange={(id) => onChange(offered.find((record) => String(record.id) === id))}
      onSearchChange={setTyped}
      filter={({ options }) => options} // the server has searched already
      renderOption={({ option }) => (
        <span className="record-option">
          <span>{option.label}</span>
          <Code>{keys.get(option.value) ?? ''}</Code>
        </span>
      )}
    />
  )
}

function NothingFound({ view }: { readonly view: AnyRecordView }) {
  const { t } = useTranslation('records')
  const { t: tType } = useTranslation(view.type.plural)
  const address: string = `${view.path}/new`
  return (
    <>
      {t('picker.nothing')} · <Link to={address}>{tType('new')}</Link>
    </>
  )
}
