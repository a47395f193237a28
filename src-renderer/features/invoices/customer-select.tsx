import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../lib/services.tsx'
import { billableJobsQuery, customerRecords } from './invoices.queries.ts'

interface CustomerSelectProps {
  readonly value: number | null
  readonly onChange: (customerId: number) => void
  readonly error?: ReactNode
}

/** Offers first the customers with finished work; typing searches all. */
export function CustomerSelect({ value, onChange, error }: CustomerSelectProps) {
  const { t } = useTranslation('invoices')
  const [typed, setTyped] = useState('')
  const { chosen, options } = useCustomerOptions(value, typed)
  const taxNumber = chosen?.taxNumber ?? ''
  return (
    <Select
      className="invoice-customer"
      label={t('form.customer')}
      placeholder={t('form.customerPlaceholder')}
      data={options}
      value={value === null ? null : String(value)}
      onChange={(id) => id !== null && onChange(Number(id))}
      searchable
      onSearchChange={setTyped}
      filter={({ options: found }) => found} // the server has searched already
      nothingFoundMessage={t('form.noCustomer')}
      rightSectionWidth={taxNumber === '' ? 32 : 160}
      rightSectionPointerEvents="none"
      rightSection={taxNumber === '' ? undefined : <span className="dim tabular">{t('form.taxNumber', { number: taxNumber })}</span>}
      error={error}
    />
  )
}

const searchDelayMs = 200

function useCustomerOptions(value: number | null, typed: string) {
  const { t } = useTranslation('invoices')
  const api = useApi()
  const [text] = useDebouncedValue(typed.trim(), searchDelayMs)
  const { data: chosen } = useQuery({ ...customerRecords.one(api, value ?? 0), enabled: value !== null })
  const isSearch = text !== '' && text !== chosen?.name
  const found = useQuery({ ...customerRecords.first(api, { text, limit: 20 }), enabled: isSearch })
  const waiting = useQuery(billableJobsQuery(api, undefined))
  const names = new Map((waiting.data?.data ?? []).map((job) => [job.customerId, job.customerName]))
  const offered = isSearch ? (found.data?.data ?? []).map(optionOf) : [...names].map(([id, name]) => optionOf({ id, name }))
  const isChosenOffered = chosen === undefined || offered.some((option) => option.value === String(chosen.id))
  const options = [
    ...(offered.length === 0 ? [] : [{ group: isSearch ? t('form.found') : t('form.withFinishedJobs'), items: offered }]),
    ...(isChosenOffered ? [] : [optionOf(chosen)]),
  ]
  return { chosen, options }
}

const optionOf = ({ id, name }: { readonly id: number; readonly name: string }) => ({ value: String(id), label: name })
