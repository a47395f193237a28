import { Button } from '@mantine/core'
import { IconAdjustmentsHorizontal } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fieldShape } from '../lib/record-fields.ts'
import { filterNames } from '../lib/record-layout.ts'
import { schemasOf } from '../lib/record-type.ts'
import { SelectFilter } from './filter-bar.tsx'
import { FilterChip } from './filter-chips.tsx'
import { PersonSelect } from './person-select.tsx'
import { RecordPicker } from './record-picker.tsx'
import type { AnyRecordView } from './record-view.ts'
import { useViewOf } from './record-views.tsx'

interface RecordFiltersProps {
  readonly view: AnyRecordView
  /** What stands in the address. */
  readonly search: Readonly<Record<string, unknown>>
}

/** Beside the chips of the statuses, so that the bar keeps to one line where it can. */
const mostInSight = ({ type }: AnyRecordView): number => (type.statuses.length >= 6 ? 0 : type.statuses.length >= 4 ? 1 : 2)

/** A filter for each choice, reference, person and flag that the declaration lets the list be filtered by; beyond a few, those that are set. */
export function RecordFilters({ view, search }: RecordFiltersProps) {
  const { t } = useTranslation('records')
  const navigate = useNavigate()
  const [areAllShown, setAllShown] = useState(false)
  const change = (name: string) => (value: unknown) =>
    // Each type has its own names in the address; all of them are declared.
    void navigate({ to: '.', search: ((old: object) => ({ ...old, [name]: value })) as never, replace: true })
  const names = filterNames(view.type)
  const shown = names.filter((name, index) => areAllShown || index < mostInSight(view) || search[name] !== undefined)
  return (
    <>
      {shown.map((name) => (
        <Filter key={name} view={view} name={name} value={search[name]} onChange={change(name)} />
      ))}
      {shown.length === names.length ? null : (
        <Button
          variant="subtle"
          leftSection={<IconAdjustmentsHorizontal size={16} stroke={1.6} />}
          onClick={() => setAllShown(true)}
          aria-expanded={false}
        >
          {t('filter.more')}
        </Button>
      )}
    </>
  )
}

interface FilterProps {
  readonly view: AnyRecordView
  readonly name: string
  readonly value: unknown
  readonly onChange: (value: unknown) => void
}

function Filter({ view, name, value, onChange }: FilterProps) {
  const { type } = view
  const { t } = useTranslation('ui')
  const { t: tType } = useTranslation(type.plural)
  const target = useViewOf(type.references[name])
  const schema = schemasOf(type)[name]
  const shape = schema === undefined ? undefined : fieldShape(schema)
  const label = tType(`field.${name}`)
  const named = { className: 'filter-select', 'aria-label': label, placeholder: t('filter.all', { label }) }
  if (target !== undefined) {
    const id = typeof value === 'number' ? value : undefined
    return <RecordPicker {...named} view={target} value={id} onChange={(record) => onChange(record?.id)} />
  }
  if (type.people.includes(name)) return <PersonSelect {...named} value={value} onChange={onChange} />
  if (shape?.kind === 'flag')
    return <FilterChip label={label} isOn={value === true} onClick={() => onChange(value === true ? undefined : true)} />
  const options = (shape?.choices ?? []).map((choice) => ({ value: choice, label: tType(`choice.${name}.${choice}`) }))
  return <SelectFilter label={label} value={typeof value === 'string' ? value : undefined} options={options} onChange={onChange} />
}
