import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { fieldShape } from '../lib/record-fields.ts'
import { schemasOf } from '../lib/record-type.ts'
import { SelectFilter } from './filter-bar.tsx'
import { FilterChip } from './filter-chips.tsx'
import { RecordPicker } from './record-picker.tsx'
import type { AnyRecordView } from './record-view.ts'
import { useViewOf } from './record-views.tsx'

interface RecordFiltersProps {
  readonly view: AnyRecordView
  /** What stands in the address. */
  readonly search: Readonly<Record<string, unknown>>
}

/** A filter for each choice, reference and flag that the declaration lets the list be filtered by. */
export function RecordFilters({ view, search }: RecordFiltersProps) {
  const { type } = view
  const navigate = useNavigate()
  const change = (name: string) => (value: unknown) =>
    // Each type has its own names in the address; all of them are declared.
    void navigate({ to: '.', search: ((old: object) => ({ ...old, [name]: value })) as never, replace: true })
  const names = Object.keys(type.filters).filter((name) => name !== 'status')
  return names.map((name) => <Filter key={name} view={view} name={name} value={search[name]} onChange={change(name)} />)
}

interface FilterProps {
  readonly view: AnyRecordView
  readonly name: string
  readonly value: unknown
  readonly onChange: (value: unknown) => void
}

function Filter({ view, name, value, onChange }: FilterProps) {
  const { type } = view
  const { t: tType } = useTranslation(type.plural)
  const target = useViewOf(type.references[name])
  const schema = schemasOf(type)[name]
  const shape = schema === undefined ? undefined : fieldShape(schema)
  const label = tType(`field.${name}`)
  if (target !== undefined) return <ReferenceFilter target={target} label={label} value={value} onChange={onChange} />
  if (shape?.kind === 'choice') {
    const options = shape.choices.map((choice) => ({ value: choice, label: tType(`choice.${name}.${choice}`) }))
    return <SelectFilter label={label} value={typeof value === 'string' ? value : undefined} options={options} onChange={onChange} />
  }
  if (shape?.kind === 'flag')
    return <FilterChip label={label} isOn={value === true} onClick={() => onChange(value === true ? undefined : true)} />
  return null
}

interface ReferenceFilterProps {
  readonly target: AnyRecordView
  readonly label: string
  readonly value: unknown
  readonly onChange: (id: number | undefined) => void
}

function ReferenceFilter({ target, label, value, onChange }: ReferenceFilterProps) {
  const { t } = useTranslation('ui')
  return (
    <RecordPicker
      className="filter-select"
      aria-label={label}
      placeholder={t('filter.all', { label })}
      view={target}
      value={typeof value === 'number' ? value : undefined}
      onChange={(record) => onChange(record?.id)}
    />
  )
}
