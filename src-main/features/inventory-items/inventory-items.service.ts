import type { Tx } from '../../infra/db/write-queue.ts'
import { AppError } from '../../lib/app-error.ts'
import type { RecordRegistry } from '../../records/record-registry.ts'
import { createRecordService, type RecordRules } from '../../records/record-service.ts'
import { createRecordStore, type RecordRow } from '../../records/record-store.ts'
import { type InventoryItem, inventoryItemType } from './inventory-items.contract.ts'
import { inventoryItems } from './inventory-items.table.ts'

type Stock = Pick<InventoryItem, 'quantityOnHand' | 'minimumQuantity'>

const isShort = ({ quantityOnHand, minimumQuantity }: Stock): boolean => quantityOnHand < minimumQuantity

/** It was not short before: the alarm is given once, and again only after the stock was back. */
const fallsShort = (row: RecordRow, previous: RecordRow | undefined): boolean =>
  previous !== undefined && row['isBelowMinimum'] === true && previous['isBelowMinimum'] === false

function beforeRemove(_tx: Tx, row: RecordRow): void {
  if (row['quantityOnHand'] === 0) return
  const left = `${String(row['quantityOnHand'])} ${String(row['unit'])}`
  throw new AppError('conflict', `There is still stock of ITM-${row.id}: ${left}.`, {
    details: {
      field: 'quantity_on_hand',
      quantity_on_hand: row['quantityOnHand'],
      fix: 'Record a stock movement that brings it to zero first.',
    },
  })
}

const rules: RecordRules = {
  beforeSave: (_tx, row, previous) => {
    const quantityOnHand = (previous?.['quantityOnHand'] ?? 0) as number // the table's type
    return { quantityOnHand, isBelowMinimum: isShort({ ...(row as InventoryItem), quantityOnHand }) } // validated by the contract
  },
  beforeRemove,
  announces: (row, previous) => (fallsShort(row, previous) ? ['low_stock'] : []),
}

/** What the plant keeps in stock. Only stock movements change how much there is. */
export function createInventoryItemService(registry: RecordRegistry) {
  const store = createRecordStore(inventoryItems, registry.namesOf(inventoryItemType, ['supplierContactName']))
  const records = createRecordService<InventoryItem>({ type: inventoryItemType, store, registry, rules })

  /**
   * Sets what a movement leaves on hand, in the movement's own transaction. The version stays: who edits an item at a desk is not refused because
   * the store goes on working.
   */
  function setOnHand(tx: Tx, id: number, quantityOnHand: number): void {
    const previous = records.getRow(tx.db, id)
    const isBelowMinimum = isShort({ ...(previous as unknown as InventoryItem), quantityOnHand }) // the table's row
    store.update(tx.db, { ...previous, quantityOnHand, isBelowMinimum, updatedAt: tx.now })
    const row = records.getRow(tx.db, id)
    if (fallsShort(row, previous)) records.announce(tx, row, 'low_stock')
  }

  return { ...records, setOnHand }
}

export type InventoryItemService = ReturnType<typeof createInventoryItemService>
