import type { Db } from '../../infra/db/database.ts'
import { AppError, invalidField } from '../../lib/app-error.ts'
import type { DeclaredRecords } from '../../records/declared-records.ts'
import type { RecordRules } from '../../records/record-service.ts'
import { type ProductionOutput, productionOutputType } from './production-outputs.contract.ts'
import { findOrder, setOrderTotals } from './production-outputs.store.ts'
import { productionOutputs } from './production-outputs.table.ts'

/** Adds an output up into its order. */
const beforeSave: RecordRules['beforeSave'] = (tx, row) => {
  const output = row as unknown as ProductionOutput // validated by the contract
  const { productionOrderId: id, goodQuantity, scrapQuantity } = output
  if (goodQuantity === 0 && scrapQuantity === 0) throw invalidField('good_quantity', 'is 0, and so is scrap_quantity')
  const order = runningOrder(tx.db, id)
  const producedTotal = addUp(order.producedQuantity, goodQuantity)
  const scrapTotal = addUp(order.scrapQuantity, scrapQuantity)
  if (producedTotal < 0) throw takesBackTooMuch('good_quantity', order.producedQuantity)
  if (scrapTotal < 0) throw takesBackTooMuch('scrap_quantity', order.scrapQuantity)
  setOrderTotals(tx.db, { id, producedQuantity: producedTotal, scrapQuantity: scrapTotal, now: tx.now })
  return { recordedAt: output.recordedAt ?? tx.now, producedTotal, scrapTotal }
}

/** @throws AppError `conflict` while nothing is being made. */
function runningOrder(db: Db, id: number) {
  const order = findOrder(db, id)
  if (order?.status === 'in_progress') return order
  throw new AppError('conflict', `PRD-${id} is ${order?.status}; outputs are recorded while it is in_progress.`, {
    details: {
      field: 'production_order_id',
      status: order?.status,
      fix: `Move PRD-${id} to in_progress with POST /api/v1/production-orders/{id}/transitions first.`,
    },
  })
}

/** Three decimals are kept, however many outputs add up. */
const addUp = (total: number, quantity: number): number => Math.round((total + quantity) * 1_000) / 1_000

const takesBackTooMuch = (field: string, recorded: number): AppError =>
  invalidField(field, `takes back more than the ${recorded} that the order has`)

export const productionOutputRecords: DeclaredRecords = { type: productionOutputType, table: productionOutputs, rules: { beforeSave } }
