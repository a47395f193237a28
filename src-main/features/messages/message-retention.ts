import type { Db } from '../../infra/db/database.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import { workspaceSetting } from '../../infra/settings/workspace-setting.ts'
import { isoTime, systemActor } from '../../lib/identity.ts'
import { forgetAttachments, removeFiles } from './attachments.store.ts'
import { messageIndex } from './message-index.ts'
import { deleteMessage, listSettledBefore } from './messages.store.ts'
import { purgeKeptReceipts } from './receipts.ts'

/** How many days messages are kept once they are settled. */
export const messageDays = workspaceSetting('messages.days', 365)

const dayMs = 86_400_000

/** Messages that go in one write; bounds how long the file is held. */
const batch = 200

/** Batches a round, so that one workspace does not keep the others waiting for ever. */
const maxBatches = 100

/** Receipts of messages that never came to be ours. */
const receiptsKeptMs = 7 * dayMs

/** Drops settled messages past their time, with their words and files. What waits, or waits for a person, stays. @returns how many went. */
export async function purgeMessages(workspace: Workspace, now: number): Promise<number> {
  await workspace.write((tx) => purgeKeptReceipts(tx.db, isoTime(now - receiptsKeptMs)), { actor: systemActor, isLazy: true })
  let count = 0
  for (let round = 0; round < maxBatches; round += 1) {
    const gone = await workspace.write(
      (tx) => {
        const ids = listSettledBefore(tx.db, isoTime(now - messageDays.read(tx.db) * dayMs), batch)
        const files = ids.flatMap((id) => forgetMessage(tx.db, id))
        tx.afterCommit(() => removeFiles(workspace, files))
        return ids.length
      },
      { actor: systemActor, isLazy: true },
    )
    count += gone
    if (gone < batch) break
  }
  return count
}

function forgetMessage(db: Db, id: number): string[] {
  const files = forgetAttachments(db, id)
  messageIndex.remove(db, id)
  deleteMessage(db, id)
  return files
}
