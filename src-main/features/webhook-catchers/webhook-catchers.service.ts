import type { Page, PageQuery } from '../../contract/pagination.ts'
import type { Db } from '../../infra/db/database.ts'
import { pageById } from '../../infra/db/page.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import { AppError, notFound } from '../../lib/app-error.ts'
import { isoTime } from '../../lib/identity.ts'
import {
  type CatcherCreate,
  type CatcherUpdate,
  type CatcherView,
  type CaughtDetail,
  type CaughtView,
  catchPath,
  listensForDays,
  maxCaughtRequests,
  type Verdict,
} from './webhook-catchers.contract.ts'
import * as store from './webhook-catchers.store.ts'
import type { CatcherRow, CaughtRow } from './webhook-catchers.table.ts'

/** Most catchers of one workspace. */
const maxCatchers = 20

/** Most that one catcher keeps, headers and bodies together, in bytes. */
const maxKeptBytes = 4 * 1024 * 1024

const dayMs = 86_400_000

const listensUntil = (now: string): string => isoTime(Date.parse(now) + listensForDays * dayMs)

export function getCatcher(db: Db, id: number): CatcherRow {
  const catcher = store.findCatcher(db, id)
  if (catcher === undefined) throw notFound('catcher', id)
  return catcher
}

/** @throws AppError `not_found` for the webhook, `conflict` when there are enough. */
export function createCatcher(tx: Tx, { name, webhookId }: CatcherCreate, token: string): CatcherRow {
  if (store.countCatchers(tx.db) >= maxCatchers) {
    throw new AppError('conflict', `There are ${maxCatchers} catchers already.`, {
      details: { limit: maxCatchers, fix: 'Delete one that nobody needs any more.' },
    })
  }
  const times = { listensUntil: listensUntil(tx.now), createdAt: tx.now, updatedAt: tx.now }
  return store.insertCatcher(tx.db, { name, token, ...replaced(tx.db, webhookId), ...times })
}

/** What a webhook is called back to when it has been caught. */
function replaced(db: Db, webhookId: number | undefined) {
  if (webhookId === undefined) return {}
  const url = store.findWebhookUrl(db, webhookId)
  if (url === undefined) throw notFound('webhook', webhookId)
  return { webhookId, replacedUrl: url }
}

/** @throws AppError `not_found`. */
export function updateCatcher(tx: Tx, id: number, { name, isListening }: CatcherUpdate): CatcherRow {
  const catcher = getCatcher(tx.db, id)
  const changed = {
    name: name ?? catcher.name,
    listensUntil: isListening === undefined ? catcher.listensUntil : isListening ? listensUntil(tx.now) : null,
  }
  return store.changeCatcher(tx.db, id, { ...changed, updatedAt: tx.now }) ?? catcher
}

/** Forgets what a catcher caught. @throws AppError `not_found`. */
export function clearCatcher(tx: Tx, id: number): void {
  getCatcher(tx.db, id)
  store.deleteCaughtUpTo(tx.db, id, Number.MAX_SAFE_INTEGER)
}

/** @throws AppError `not_found`. */
export function removeCatcher(tx: Tx, id: number): void {
  clearCatcher(tx, id)
  store.deleteCatcher(tx.db, id)
}

/** Keeps a request, and lets the oldest go that are too many or too much. */
export function keepCaught(tx: Tx, caught: Omit<CaughtRow, 'id'>): void {
  // NB: deleted while the body came.
  if (store.findCatcher(tx.db, caught.catcherId) === undefined) return
  store.insertCaught(tx.db, caught)
  let bytes = 0
  const first = store.listSizes(tx.db, caught.catcherId).find(({ storedBytes }, index) => {
    bytes += storedBytes
    return index >= maxCaughtRequests || (index > 0 && bytes > maxKeptBytes)
  })
  if (first !== undefined) store.deleteCaughtUpTo(tx.db, caught.catcherId, first.id)
}

/** Where and when a catcher is looked at. */
export interface CatcherSight {
  readonly db: Db
  /** Under which the caller reached Interlock. */
  readonly origin: string
  readonly now: string
}

export const catcherView = ({ token, ...row }: CatcherRow, { db, origin, now }: CatcherSight): CatcherView => ({
  ...row,
  url: `${origin}${catchPath}${token}`,
  isListening: row.listensUntil !== null && row.listensUntil > now,
  ...store.summarizeCaught(db, row.id),
})

export const pageOfCatchers = (sight: CatcherSight, page: PageQuery | undefined): Page<CatcherView> =>
  pageById(page, {
    read: ({ id, limit }) => store.listCatchersBefore(sight.db, id, limit),
    idOf: ({ id }) => id,
    view: (row) => catcherView(row, sight),
  })

/** @throws AppError `not_found`. */
export function pageOfCaught(
  db: Db,
  catcherId: number,
  { page, verdict }: { page?: PageQuery | undefined; verdict?: Verdict | undefined },
): Page<CaughtView> {
  getCatcher(db, catcherId)
  return pageById(page, {
    read: ({ id, limit }) => store.listCaughtBefore(db, catcherId, { verdict, beforeId: id, limit }),
    idOf: ({ id }) => id,
    view: (row) => row,
  })
}

/** @throws AppError `not_found`. */
export function getCaught(db: Db, catcherId: number, id: number): CaughtDetail {
  const caught = store.findCaught(db, catcherId, id)
  if (caught === undefined) throw notFound('caught request', id)
  return caught
}
