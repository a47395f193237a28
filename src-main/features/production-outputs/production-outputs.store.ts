import { eq, sql } from 'drizzle-orm'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import { productionOrders } from '../production-orders/production-orders.table.ts'

const orderById = prepared((db) =>
  db
    .select({
      status: productionOrders.status,
      producedQuantity: productionOrders.producedQuantity,
      scrapQuantity: productionOrders.scrapQuantity,
    })
    .from(productionOrders)
    .where(eq(productionOrders.id, sql.placeholder('id')))
    .prepare(),
)

export const findOrder = (db: Db, id: number) => orderById(db).get({ id })

const value = (name: string) => sql`${sql.placeholder(name)}`

const totals = prepared((db) =>
  db
    .update(productionOrders)
    .set({ producedQuantity: value('producedQuantity'), scrapQuantity: value('scrapQuantity'), updatedAt: value('now') })
    .where(eq(productionOrders.id, sql.placeholder('id')))
    .prepare(),
)

/** NB: the order keeps its version: who is editing it at this moment changes other fields, and need not be told of each piece that is made. */
export const setOrderTotals = (
  db: Db,
  order: { readonly id: number; readonly producedQuantity: number; readonly scrapQuantity: number; readonly now: string },
): void => void totals(db).run(order)
