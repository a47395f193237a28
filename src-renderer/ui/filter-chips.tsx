import type { FilterOption } from './filter-bar.tsx'
import './filter-chips.css'

interface FilterChipsProps<Value extends string> {
  /** What is chosen among, for screen readers: "Status". */
  readonly label: string
  /** Undefined stands for all. */
  readonly value: Value | undefined
  readonly allLabel: string
  readonly options: readonly FilterOption<Value>[]
  readonly onChange: (value: Value | undefined) => void
}

/** A few values to choose one of, all in sight. */
export function FilterChips<Value extends string>({ label, value, allLabel, options, onChange }: FilterChipsProps<Value>) {
  return (
    <fieldset className="filter-chips">
      <legend className="visually-hidden">{label}</legend>
      <FilterChip label={allLabel} isOn={value === undefined} onClick={() => onChange(undefined)} />
      {options.map((option) => (
        <FilterChip
          key={option.value}
          label={option.label}
          isOn={option.value === value}
          onClick={() => onChange(option.value === value ? undefined : option.value)}
        />
      ))}
    </fieldset>
  )
}

interface FilterChipProps {
  readonly label: string
  readonly isOn: boolean
  readonly onClick: () => void
}

export function FilterChip({ label, isOn, onClick }: FilterChipProps) {
  return (
    <button type="button" className="filter-chip" aria-pressed={isOn} onClick={onClick}>
      {label}
    </button>
  )
}
