import type { RecordRegistry } from '../../records/record-registry.ts'
import { createRecordService } from '../../records/record-service.ts'
import { createRecordStore } from '../../records/record-store.ts'
import { type Customer, customerType } from './customers.contract.ts'
import { customers } from './customers.table.ts'

export const createCustomerService = (registry: RecordRegistry) =>
  createRecordService<Customer>({ type: customerType, store: createRecordStore(customers), registry })

export type CustomerService = ReturnType<typeof createCustomerService>
