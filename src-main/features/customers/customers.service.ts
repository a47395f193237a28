import { and, eq, isNull, sql } from 'drizzle-orm'
import { prepared } from '../../infra/db/prepared.ts'
import { AppError } from '../../lib/app-error.ts'
import { createRecordService } from '../../records/record-service.ts'
import { createRecordStore } from '../../records/record-store.ts'
import { jobs } from '../jobs/jobs.table.ts'
import { type Customer, customerType } from './customers.contract.ts'
import { customers } from './customers.table.ts'

const jobCount = prepared((db) =>
  db
    .select({ count: sql<number>`count(*)` })
    .from(jobs)
    .where(and(eq(jobs.customerId, sql.placeholder('id')), isNull(jobs.deletedAt)))
    .prepare(),
)

/** Customers; one that still has jobs cannot be deleted. */
export const createCustomerService = () =>
  createRecordService<Customer>(customerType, createRecordStore(customers), {
    beforeRemove: (tx, row) => {
      const count = jobCount(tx.db).get({ id: row.id })?.count ?? 0
      if (count === 0) return
      throw new AppError('conflict', `${String(row['name'])} still has ${count} jobs.`, {
        details: { jobs: count, fix: 'Delete the jobs first, or keep the customer.' },
      })
    },
  })

export type CustomerService = ReturnType<typeof createCustomerService>
