import { useNavigate } from '@tanstack/react-router'
import { FilterBar, type FilterOption, SelectFilter } from './filter-bar.tsx'
import { FilterChips } from './filter-chips.tsx'

type Search = Readonly<Record<string, string | undefined>>

interface ListFilter<Name extends string> {
  /** Its name in the address. */
  readonly name: Name
  readonly label: string
  readonly options: readonly FilterOption<string>[]
}

interface ListFiltersProps<Values extends Search> {
  /** What stands in the address. */
  readonly search: Values
  /** A few values, all in sight. */
  readonly chips: ListFilter<keyof Values & string> & { readonly allLabel: string }
  readonly selects: readonly ListFilter<keyof Values & string>[]
}

/** The filters of a list whose address keeps them: one as chips, the others to open. */
export function ListFilters<Values extends Search>({ search, chips, selects }: ListFiltersProps<Values>) {
  const navigate = useNavigate()
  const go = (values: Search): void => void navigate({ to: '.', search: values as never, replace: true }) // the page's own names
  const change = (name: string) => (value: string | undefined) => go({ ...search, [name]: value })
  const isFiltered = Object.values(search).some((value) => value !== undefined)
  return (
    <FilterBar onClear={isFiltered ? () => go({}) : undefined}>
      <FilterChips
        label={chips.label}
        value={search[chips.name]}
        allLabel={chips.allLabel}
        options={chips.options}
        onChange={change(chips.name)}
      />
      {selects.map(({ name, label, options }) => (
        <SelectFilter key={name} label={label} value={search[name]} options={options} onChange={change(name)} />
      ))}
    </FilterBar>
  )
}
