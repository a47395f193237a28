import { failureView } from '../../connectors/kit/failure-view.ts'
import type { Locale } from '../../contract/fields.ts'
import { pageById } from '../../infra/db/page.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import { type BoundRoute, read, write } from '../../infra/http/bind.ts'
import { countLinks } from './sync-links.store.ts'
import * as contract from './syncs.contract.ts'
import type { Syncs } from './syncs.service.ts'
import { listNotesBefore, listRunsBefore } from './syncs.store.ts'
import type { SyncRunRow } from './syncs.table.ts'

export function syncRoutes(syncs: Syncs): BoundRoute[] {
  return [
    write(contract.startSync, (tx, { principal: { workspace }, exchange, params, body }) => {
      const run = syncs.start(tx, workspace, { ...params, ...body })
      return runView(run, syncs.of(workspace, run.connectionId).connector.name, exchange.language)
    }),
    read(contract.getSync, ({ principal: { workspace }, exchange, params }) => syncView(syncs, workspace, params.id, exchange.language)),
    write(contract.updateSync, (tx, { principal: { workspace }, exchange, params, body }) => {
      syncs.schedule(tx, workspace, params.id, body.intervalMinutes)
      return syncView(syncs, workspace, params.id, exchange.language)
    }),
    read(contract.listSyncRuns, ({ principal: { workspace }, exchange, params, query: { page } }) => {
      const { connector } = syncs.of(workspace, params.id)
      return pageById(page, {
        read: ({ id, limit }) => listRunsBefore(workspace.db, params.id, { beforeId: id, limit }),
        idOf: ({ id }) => id,
        view: (row) => runView(row, connector.name, exchange.language),
      })
    }),
    read(contract.listSyncNotes, ({ principal: { workspace }, params, query: { page } }) => {
      syncs.of(workspace, params.id)
      return pageById(page, {
        read: ({ id, limit }) => listNotesBefore(workspace.db, params.id, { beforeId: id, limit }),
        idOf: ({ id }) => id,
        view: (row) => row,
      })
    }),
  ]
}

const runView = (row: SyncRunRow, vendor: string, language: Locale): contract.SyncRunView => ({
  ...row,
  failure: row.failure && failureView(row.failure, { vendor, language }),
})

function syncView(syncs: Syncs, workspace: Workspace, connectionId: number, language: Locale): contract.SyncView {
  const { connector, sync } = syncs.of(workspace, connectionId)
  const { intervalMinutes, nextRunAt, isConfirmed } = syncs.rowOf(workspace, connectionId)
  const [last] = listRunsBefore(workspace.db, connectionId, { beforeId: undefined, limit: 1 })
  return {
    connectionId,
    kind: sync.kind,
    intervalMinutes,
    nextRunAt,
    isConfirmed: isConfirmed || sync.kind === 'backup',
    linked: countLinks(workspace.db, { connectionId }),
    lastRun: last === undefined ? null : runView(last, connector.name, language),
  }
}
