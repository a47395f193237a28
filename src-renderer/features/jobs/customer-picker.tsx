import { Select } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Customer } from '../../../src-main/features/customers/customers.contract.ts'
import { useApi } from '../../lib/services.tsx'
import type { RecordFormValues } from '../../ui/use-record-form.ts'
import { customerQueries } from '../customers/customers.queries.ts'
import { useCan } from '../people/people.queries.ts'

interface CustomerPickerProps {
  readonly form: UseFormReturnType<RecordFormValues>
  /** A new job takes the customer's currency. */
  readonly isNew: boolean
}

const searchDelayMs = 150
const mostOffered = 20

/** Chooses the customer of a job by typing a part of the name, or the key. */
export function CustomerPicker({ form, isNew }: CustomerPickerProps) {
  const { t } = useTranslation('jobs')
  const can = useCan()
  const { chosen, offered, setTyped } = useCustomers(form.values['customerId'])
  const { value: _, onChange: __, ...input } = form.getInputProps('customerId')
  const choose = (id: string | null): void => {
    form.setFieldValue('customerId', id === null ? '' : Number(id))
    const customer = offered.find((candidate) => String(candidate.id) === id)
    if (isNew && customer !== undefined) form.setFieldValue('currency', customer.currency)
  }
  const help = can('customers:write') ? { description: <Link to="/customers/new">{t('form.newCustomer')}</Link> } : {}
  return (
    <Select
      label={t('field.customerId')}
      {...help}
      withAsterisk
      searchable
      placeholder={t('form.findCustomer')}
      nothingFoundMessage={t('form.noCustomer')}
      data={offered.map((customer) => ({ value: String(customer.id), label: customer.name }))}
      value={chosen === undefined ? null : String(chosen.id)}
      onChange={choose}
      onSearchChange={setTyped}
      filter={({ options }) => options} // the server has searched already
      {...input}
    />
  )
}

function useCustomers(id: unknown) {
  const api = useApi()
  const [typed, setTyped] = useState('')
  const [text] = useDebouncedValue(typed.trim(), searchDelayMs)
  const { data: chosen } = useQuery({ ...customerQueries.one(api, Number(id)), enabled: typeof id === 'number' })
  const isSearch = text !== '' && text !== chosen?.name
  const { data: found } = useQuery(
    customerQueries.first(api, { sort: isSearch ? 'name' : '-updated_at', limit: mostOffered, ...(isSearch ? { text } : {}) }),
  )
  const others: readonly Customer[] = (found?.data ?? []).filter((customer) => customer.id !== chosen?.id)
  return {
    chosen,
    offered: chosen === undefined || isSearch ? [...others, ...(chosen === undefined ? [] : [chosen])] : [chosen, ...others],
    setTyped,
  }
}
