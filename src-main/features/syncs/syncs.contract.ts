import { z } from 'zod'
import { listOf, pageQuery } from '../../contract/pagination.ts'
import { route } from '../../contract/route.ts'
import { connectionFailure } from '../integrations/connections.contract.ts'
import { connectionId, connectorType } from '../integrations/integrations.contract.ts'

const time = z.iso.datetime()

const runStates = ['running', 'done', 'failed'] as const
export type SyncRunState = (typeof runStates)[number]

const phases = ['reading', 'writing', 'copying', 'sending'] as const
export type SyncPhase = (typeof phases)[number]

const sides = ['here', 'there'] as const
export type SyncSide = (typeof sides)[number]

/** `many_deletions`: it would have deleted so much that somebody has to say that this is meant. */
export const syncStopReasons = ['many_deletions'] as const
export type SyncStopReason = (typeof syncStopReasons)[number]

const noteKinds = ['conflict', 'change_kept', 'still_needed', 'refused'] as const
export type SyncNoteKind = (typeof noteKinds)[number]

const ofSide = z.object({ created: z.int(), updated: z.int(), deleted: z.int() })

export const syncCounts = z
  .object({
    matched: z.int().describe('Records that both sides had already.'),
    here: ofSide.describe('In Interlock.'),
    there: ofSide.describe('At the vendor.'),
    conflicts: z.int().describe('Fields that both sides had changed.'),
    left: z.int().describe('Of the vendor, without anything to be called by.'),
  })
  .meta({ id: 'SyncCounts' })

export type SyncCounts = z.output<typeof syncCounts>

const syncRun = z
  .object({
    id: z.int(),
    connectionId: z.int(),
    state: z.enum(runStates),
    isPreview: z.boolean().describe('It only counts what it would do.'),
    askedBy: z.string().nullable().describe('Null when it ran by the clock.'),
    phase: z.enum(phases),
    done: z.int().describe('Records, or bytes of a back-up.'),
    total: z.int().nullable().describe('Null while nobody knows.'),
    counts: syncCounts,
    failure: connectionFailure.nullable(),
    stopReason: z
      .enum(syncStopReasons)
      .nullable()
      .describe('many_deletions: it stopped before it would have deleted much; with confirm it goes on.'),
    startedAt: time,
    finishedAt: time.nullable(),
  })
  .meta({ id: 'SyncRun' })

export type SyncRunView = z.input<typeof syncRun>

const sync = z
  .object({
    connectionId: z.int(),
    kind: z.enum(['records', 'backup']),
    intervalMinutes: z.int().nullable().describe('Null when it runs only when somebody asks.'),
    nextRunAt: time.nullable(),
    isConfirmed: z.boolean().describe('Somebody has seen what the first sync would do, and wants it.'),
    linked: z.int().describe('Records that are kept the same on both sides.'),
    lastRun: syncRun.nullable().describe('The newest, also while it runs.'),
  })
  .meta({ id: 'Sync' })

export type SyncView = z.input<typeof sync>

const tag = 'Integrations'
const read = { scope: 'integrations:read' } as const
const write = { scope: 'integrations:write' } as const
const connectionParams = z.strictObject({ id: z.coerce.number().pipe(connectionId) })

export const startSync = route({
  method: 'POST',
  path: '/api/integrations/{type}/sync',
  operationId: 'sync_integration',
  summary: 'Sync now: keep records the same on both sides, or store a back-up',
  description:
    'Runs in the background; `GET /api/connections/{id}/sync` tells how far it is. While one runs, that one is answered. The first time records are synced, nothing is written: the run counts what it would do. Sent again with `confirm`, it does it, and from then on every hour. `confirm` also lets a run delete much.',
  tag,
  access: write,
  params: z.strictObject({ type: connectorType }),
  body: z
    .strictObject({
      id: connectionId.optional().describe('Of the connection; the default of its type unless it is given.'),
      confirm: z.boolean().default(false),
    })
    .meta({ id: 'SyncStart' }),
  response: syncRun,
  status: 202,
  errors: ['not_found', 'conflict'],
  example: { params: { type: 'google_contacts' }, body: {} },
})

export const getSync = route({
  method: 'GET',
  path: '/api/connections/{id}/sync',
  operationId: 'get_sync',
  summary: 'Get when a connection syncs, and how its last sync went or is going',
  tag,
  access: read,
  params: connectionParams,
  response: sync,
  errors: ['not_found'],
  example: { params: { id: 3 } },
})

const longestMinutes = 7 * 24 * 60

export const updateSync = route({
  method: 'PUT',
  path: '/api/connections/{id}/sync',
  operationId: 'update_sync',
  summary: 'Set how often a connection syncs',
  tag,
  access: write,
  params: connectionParams,
  body: z
    .strictObject({ intervalMinutes: z.int().min(5).max(longestMinutes).nullable().describe('Null for only when somebody asks.') })
    .meta({ id: 'SyncUpdate' }),
  response: sync,
  errors: ['not_found', 'conflict'],
  example: { params: { id: 3 }, body: { intervalMinutes: null } },
})

export const listSyncRuns = route({
  method: 'GET',
  path: '/api/connections/{id}/sync/runs',
  operationId: 'list_sync_runs',
  summary: 'List the syncs of a connection, newest first',
  tag,
  access: read,
  params: connectionParams,
  query: z.strictObject({ page: pageQuery.optional() }),
  response: listOf(syncRun),
  errors: ['not_found', 'invalid_cursor'],
  example: { params: { id: 3 } },
})

const syncNote = z
  .object({
    id: z.int(),
    runId: z.int(),
    at: time,
    kind: z
      .enum(noteKinds)
      .describe(
        'conflict: both sides had changed the field. change_kept: one side had deleted what the other had changed. still_needed: deleted there, but others refer to it here. refused: the vendor did not take it.',
      ),
    recordId: z.int(),
    title: z.string(),
    field: z.string().nullable(),
    kept: z.string().nullable(),
    lost: z.string().nullable().describe('What the other side had, or what the vendor said.'),
    side: z.enum(sides).nullable().describe('Whose value was kept.'),
  })
  .meta({ id: 'SyncNote' })

export const listSyncNotes = route({
  method: 'GET',
  path: '/api/connections/{id}/sync/notes',
  operationId: 'list_sync_notes',
  summary: 'List conflicts and what else somebody may want to look at, newest first',
  tag,
  access: read,
  params: connectionParams,
  query: z.strictObject({ page: pageQuery.optional() }),
  response: listOf(syncNote),
  errors: ['not_found', 'invalid_cursor'],
  example: { params: { id: 3 } },
})
