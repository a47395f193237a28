import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { peopleQuery } from '../lib/person-queries.ts'
import { useApi } from '../lib/services.tsx'

interface PersonSelectProps {
  /** The id of a person, or what an empty field holds. */
  readonly value?: unknown
  readonly onChange: (id: number | undefined) => void
  readonly label?: ReactNode
  readonly 'aria-label'?: string
  readonly placeholder?: string
  readonly description?: ReactNode
  readonly error?: ReactNode
  readonly className?: string
}

/** Chooses a person who may use the company; somebody who was disabled since stays chosen. */
export function PersonSelect({ value, onChange, ...props }: PersonSelectProps) {
  const { t } = useTranslation('records')
  const { data: people = [] } = useQuery(peopleQuery(useApi()))
  return (
    <Select
      placeholder={t('picker.person')}
      {...props}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('picker.clear') }}
      nothingFoundMessage={t('picker.nothing')}
      data={people.filter(({ id, isActive }) => isActive || id === value).map(({ id, name }) => ({ value: String(id), label: name }))}
      value={typeof value === 'number' ? String(value) : null}
      onChange={(id) => onChange(id === null ? undefined : Number(id))}
    />
  )
}
