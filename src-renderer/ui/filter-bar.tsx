import { ActionIcon, Button, Select, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch, IconX } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import './filter-bar.css'

interface FilterBarProps {
  readonly children: ReactNode
  /** At the right: a live badge, a count. */
  readonly end?: ReactNode
  /** Shown while any filter is set. */
  readonly onClear?: (() => void) | undefined
}

/** One row of filters above a list. */
export function FilterBar({ children, end, onClear }: FilterBarProps) {
  const { t } = useTranslation('ui')
  return (
    <search className="filter-bar">
      {children}
      {onClear === undefined ? null : (
        <Button variant="subtle" onClick={onClear}>
          {t('filter.clear')}
        </Button>
      )}
      {end === undefined ? null : <div className="filter-bar-end">{end}</div>}
    </search>
  )
}

interface SearchFieldProps {
  readonly value: string
  /** Called when typing rests for 250 ms. */
  readonly onChange: (value: string) => void
  readonly placeholder: string
}

export function SearchField({ value, onChange, placeholder }: SearchFieldProps) {
  const { t } = useTranslation('ui')
  const [typed, setTyped] = useState(value)
  const reported = useRef(value)
  useEffect(() => {
    // NB: what was reported comes back a moment later, when more may have been typed.
    if (value !== reported.current) setTyped(value)
    reported.current = value
  }, [value])
  const report = useDebouncedCallback((text: string) => {
    reported.current = text
    onChange(text)
  }, 250)
  const change = (text: string): void => {
    setTyped(text)
    report(text)
  }
  return (
    <TextInput
      className="filter-search"
      aria-label={placeholder}
      placeholder={placeholder}
      value={typed}
      onChange={(event) => change(event.currentTarget.value)}
      leftSection={<IconSearch size={16} stroke={1.6} />}
      rightSection={
        typed === '' ? null : (
          <ActionIcon onClick={() => change('')} aria-label={t('filter.clearSearch')}>
            <IconX size={14} />
          </ActionIcon>
        )
      }
    />
  )
}

export interface FilterOption<Value extends string> {
  readonly value: Value
  readonly label: string
}

interface SelectFilterProps<Value extends string> {
  /** "Status" */
  readonly label: string
  /** Undefined stands for all. */
  readonly value: Value | undefined
  readonly options: readonly FilterOption<Value>[]
  readonly onChange: (value: Value | undefined) => void
}

/** "Status: all", or one value. */
export function SelectFilter<Value extends string>({ label, value, options, onChange }: SelectFilterProps<Value>) {
  const { t } = useTranslation('ui')
  const all = { value: '', label: t('filter.all', { label }) }
  const choose = (chosen: string | null): void => onChange(options.find((option) => option.value === chosen)?.value)
  return (
    <Select
      className="filter-select"
      aria-label={label}
      data={[all, ...options]}
      value={value ?? ''}
      onChange={choose}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
    />
  )
}
