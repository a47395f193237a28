import type { Tx } from '../../infra/db/write-queue.ts'
import { createSearchIndex } from '../../records/search-index.ts'
import { messageSearch } from './message.contract.ts'
import { keyOf } from './message-events.ts'
import { type MessageRow, messages } from './messages.table.ts'

/** What the words of a message are found by. */
export const messageIndex = createSearchIndex({ plural: 'messages', search: messageSearch }, keyOf, (db) =>
  db.select().from(messages).all(),
)

/** Lets a message be found by its words. */
export const indexMessage = (tx: Tx, row: MessageRow): void => messageIndex.put(tx.db, row, keyOf(row))
