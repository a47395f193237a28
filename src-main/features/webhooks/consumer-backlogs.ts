import { eq } from 'drizzle-orm'
import type { Db } from '../../infra/db/database.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import { systemActor } from '../../lib/identity.ts'
import { type Backlog, backlogAfter, dropOldest } from './backlog.ts'
import { type ConsumerRow, eventConsumers as table } from './event-consumers.table.ts'
import { wantsOf } from './event-consumers.ts'

/** Batches of one consumer a round. */
const maxBatches = 200

const listAll = (db: Db): ConsumerRow[] => db.select().from(table).all()

/** What waits for each event consumer in the log. */
export const consumerBacklogs = (db: Db): (Backlog & { readonly consumerId: number; readonly name: string })[] =>
  listAll(db).map(({ id, name, cursorSeq }) => ({ consumerId: id, name, ...backlogAfter(db, cursorSeq) }))

/** Keeps what waits for event consumers within its bounds: the oldest events are passed over and written down. */
export async function trimConsumerBacklogs({ db, write }: Pick<Workspace, 'db' | 'write'>): Promise<void> {
  for (const { id } of listAll(db)) {
    for (let round = 0; round < maxBatches; round += 1) {
      if (!(await write((tx) => trimOne(tx, id), { actor: systemActor }))) break
    }
  }
}

/** @returns whether there may be more. */
function trimOne(tx: Tx, id: number): boolean {
  const consumer = tx.db.select().from(table).where(eq(table.id, id)).get()
  if (consumer === undefined) return false
  const { place } = dropOldest(tx, { owner: { consumerId: id }, place: consumer.cursorSeq, wants: wantsOf(consumer) })
  if (place === consumer.cursorSeq) return false
  tx.db.update(table).set({ cursorSeq: place }).where(eq(table.id, id)).run()
  return true
}
