import { z } from 'zod'
import { toWire } from '../../contract/wire.ts'
import type { AnnouncingType } from '../../events/catalog.ts'
import { appendEvent } from '../../events/event-log.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import type { ConnectionRow } from '../integrations/connections.table.ts'
import { syncCounts, syncStopReasons } from './syncs.contract.ts'
import type { SyncRunRow } from './syncs.table.ts'

const announced = z.object({
  id: z.int(),
  connectionId: z.int(),
  connectionName: z.string(),
  type: z.string().describe('Of the connection.'),
  counts: syncCounts,
  failureKind: z.string().nullable().describe('Why it ended, as in the log of the connection.'),
  stopReason: z.enum(syncStopReasons).nullable(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
})

/** What is told of syncs. */
export const syncType = {
  name: 'sync',
  keyField: 'connectionName',
  keyPrefix: '',
  resource: announced,
  isImmutable: true,
  createdEvent: 'finished',
  ownEvents: { failed: { description: 'When a sync could not go on; the next one does' } },
  example: {
    connectionId: 3,
    connectionName: 'Google Contacts',
    type: 'google_contacts',
    counts: {
      matched: 0,
      here: { created: 2, updated: 1, deleted: 0 },
      there: { created: 0, updated: 3, deleted: 1 },
      conflicts: 1,
      left: 0,
    },
    failureKind: null,
    stopReason: null,
    startedAt: '2026-11-22T08:40:10.001Z',
    finishedAt: '2026-11-22T08:40:12.123Z',
  },
} as const satisfies AnnouncingType

/** Says how a run ended, in the transaction that notes it. NB: one that changed nothing says nothing, or a sync of each hour would fill the log. */
export function announceSync(tx: Tx, run: SyncRunRow, { name, type }: Pick<ConnectionRow, 'name' | 'type'>): void {
  const { counts } = run
  const changes = [counts.here, counts.there].flatMap((side) => Object.values(side)).reduce((sum, count) => sum + count, counts.conflicts)
  if (run.isPreview || (run.state === 'done' && changes === 0)) return
  appendEvent(tx, {
    event: run.state === 'done' ? 'sync.finished' : 'sync.failed',
    recordType: 'sync',
    recordId: run.id,
    recordKey: name,
    data: {
      sync: toWire(announced, announced.parse({ ...run, connectionName: name, type, failureKind: run.failure?.kind ?? null })),
    },
  })
}
