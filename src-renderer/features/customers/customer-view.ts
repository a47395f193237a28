import { IconUsers } from '@tabler/icons-react'
import { type Customer, customerType } from '../../../src-main/features/customers/customers.contract.ts'
import type { RecordView } from '../../ui/record-view.ts'
import { customerQueries } from './customers.queries.ts'

export const customerView: RecordView<Customer> = {
  type: customerType,
  queries: customerQueries,
  path: '/customers',
  icon: IconUsers,
  titleOf: (customer) => customer.name,
}
