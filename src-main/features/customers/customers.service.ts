import { taxNumberProblem, taxNumberReasons } from '../../contract/tax-number.ts'
import { invalidField } from '../../lib/app-error.ts'
import type { RecordRegistry } from '../../records/record-registry.ts'
import { createRecordService, type RecordRules } from '../../records/record-service.ts'
import { createRecordStore } from '../../records/record-store.ts'
import { type Customer, customerType } from './customers.contract.ts'
import { customers } from './customers.table.ts'

/** A slip of the finger is told while whoever typed it is still there. What was stored before stands until it is changed. */
const beforeSave: RecordRules['beforeSave'] = (_tx, row, previous) => {
  const { country, taxNumber } = row as Customer // validated by the contract
  if (taxNumber === null || (previous?.['taxNumber'] === taxNumber && previous['country'] === country)) return {}
  const problem = taxNumberProblem({ country, taxNumber })
  if (problem === undefined || problem.reason === 'missing') return {}
  throw invalidField('tax_number', taxNumberReasons[problem.reason], 'Correct the number, or set the country of a customer abroad.')
}

export const createCustomerService = (registry: RecordRegistry) =>
  createRecordService<Customer>({ type: customerType, store: createRecordStore(customers), registry, rules: { beforeSave } })

export type CustomerService = ReturnType<typeof createCustomerService>
