import { AppError, invalidField } from '../../lib/app-error.ts'
import { assertNever } from '../../lib/assert.ts'
import { addQuantities } from '../../lib/quantity.ts'
import type { RecordRegistry } from '../../records/record-registry.ts'
import { createRecordService } from '../../records/record-service.ts'
import { createRecordStore } from '../../records/record-store.ts'
import type { InventoryItem } from '../inventory-items/inventory-items.contract.ts'
import type { InventoryItemService } from '../inventory-items/inventory-items.service.ts'
import { type StockMovement, stockMovementType } from './stock-movements.contract.ts'
import { stockMovements } from './stock-movements.table.ts'

type Given = Pick<StockMovement, 'kind' | 'quantity' | 'fromLocation' | 'toLocation' | 'allowNegative'>
type Stock = Pick<InventoryItem, 'inventoryItemKey' | 'quantityOnHand' | 'unit'>

/** Beyond this a stock could not be counted exactly. */
const mostOnHand = 1e12

/** The stock ledger: each entry adds up into its item in the same transaction, so that the sum of the ledger is what is on hand. */
export function createStockMovementService(registry: RecordRegistry, items: InventoryItemService) {
  const names = registry.namesOf(stockMovementType, ['inventoryItemName', 'jobName', 'productionOrderName'])
  return createRecordService<StockMovement>({
    type: stockMovementType,
    store: createRecordStore(stockMovements, names),
    registry,
    rules: {
      beforeSave: (tx, row) => {
        const movement = row as StockMovement // validated by the contract
        checkMovement(movement)
        const quantityChange = changeOf(movement)
        const item = items.get(tx.db, movement.inventoryItemId)
        return { quantityChange, quantityAfter: quantityAfter(item, movement, quantityChange) }
      },
      afterSave: (tx, row) => items.setOnHand(tx, row['inventoryItemId'] as number, row['quantityAfter'] as number), // the table's types
    },
  })
}

function checkMovement({ kind, quantity, fromLocation, toLocation, allowNegative }: Given): void {
  if (quantity < 0 && kind !== 'adjustment')
    throw invalidField('quantity', `must be positive for a movement of kind ${kind}`, 'Send what moves as a positive number.')
  if (allowNegative && kind !== 'adjustment')
    throw invalidField('allow_negative', 'only an adjustment may leave less than nothing', 'Leave it out, or record an adjustment.')
  if (kind !== 'transfer') return
  if (fromLocation === null) throw invalidField('from_location', 'a transfer needs it', 'Say from where the stock is moved.')
  if (toLocation === null) throw invalidField('to_location', 'a transfer needs it', 'Say to where the stock is moved.')
  if (fromLocation === toLocation) throw invalidField('to_location', 'is where it comes from', 'Say another place.')
}

function changeOf({ kind, quantity }: Given): number {
  switch (kind) {
    case 'receipt':
    case 'adjustment':
      return quantity
    case 'issue':
      return -quantity
    case 'transfer':
      return 0
    default:
      return assertNever(kind)
  }
}

/** @throws AppError `conflict` for more than there is. What takes nothing away is taken in even while the stock is below zero. */
function quantityAfter({ quantityOnHand, ...item }: Stock, { kind, quantity, allowNegative }: Given, change: number): number {
  const after = addQuantities(quantityOnHand, change)
  if (Math.abs(after) > mostOnHand) throw invalidField('quantity', 'makes more than Interlock can count exactly')
  const isTooMuch = kind === 'transfer' ? quantity > quantityOnHand : change < 0 && after < 0
  if (!isTooMuch || allowNegative) return after
  throw new AppError('conflict', `${item.inventoryItemKey} has ${quantityOnHand} ${item.unit} on hand, not ${Math.abs(quantity)}.`, {
    details: {
      field: 'quantity',
      quantity_on_hand: quantityOnHand,
      fix: 'Move at most what is on hand, or put the stock right with an adjustment that sets allow_negative.',
    },
  })
}
