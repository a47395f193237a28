import { type Customer, customerType } from '../../../src-main/features/customers/customers.contract.ts'
import { findRecords } from '../../lib/find-records.ts'
import { recordQueries } from '../../lib/record-queries.ts'

export const customerQueries = recordQueries<Customer>(customerType)

export const customerSearch = findRecords<Customer>(customerType, {
  path: '/customers',
  titleOf: (customer) => (customer.city === null ? customer.name : `${customer.name} · ${customer.city}`),
})
