import { createCustomerService } from '../features/customers/customers.service.ts'
import { createInventoryItemService } from '../features/inventory-items/inventory-items.service.ts'
import { createJobService } from '../features/jobs/jobs.service.ts'
import { createQuoteService } from '../features/quotes/quotes.service.ts'
import { createStockMovementService } from '../features/stock-movements/stock-movements.service.ts'
import { createDeclaredRecords } from '../records/declared-records.ts'
import type { RecordRegistry } from '../records/record-registry.ts'
import { declaredRecords } from './record-types.ts'

/** The services of the record types that stand on nothing but the registry and each other. */
export function createRecordServices(registry: RecordRegistry) {
  const jobs = createJobService(registry)
  const inventoryItems = createInventoryItemService(registry)
  const stockMovements = createStockMovementService(registry, inventoryItems)
  const quotes = createQuoteService(registry, jobs)
  const declared = declaredRecords.map((declaration) => createDeclaredRecords(registry, declaration))
  return {
    customers: createCustomerService(registry),
    jobs,
    inventoryItems,
    stockMovements,
    quotes,
    declared,
    /** Those that samples are made with by the type's name. */
    sampled: [quotes, inventoryItems, stockMovements, ...declared.map(({ records }) => records)],
  }
}
