import type { Db } from '../../infra/db/database.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import { AppError } from '../../lib/app-error.ts'
import { clearWorkspace } from './clear-workspace.ts'
import { magicValues } from './magic-values.contract.ts'
import { answerDelay } from './provider-simulator.ts'
import type { Sandbox } from './sandbox.contract.ts'

interface Dependencies {
  /** Plurals of the record types, which are also their tables. */
  readonly recordTypes: readonly string[]
  /** What every sandbox begins with. */
  readonly begin: (tx: Tx) => void
  /** Fills a workspace with a sample plant. */
  readonly seed: (tx: Tx, workspace: Workspace) => void
  /** Makes the webhooks forget events that they have read and not sent. */
  readonly forgetEvents: (workspace: Workspace) => void
  /** Empties the request log. */
  readonly forgetRequests: (workspace: Workspace) => Promise<void>
  readonly onError: (error: unknown) => void
}

/** The sandbox as a whole: what is in it, how fast its provider answers, and its beginning anew. */
export function createSandboxService({ recordTypes, begin, seed, forgetEvents, forgetRequests, onError }: Dependencies) {
  const count = (db: Db, table: string, where = ''): number =>
    Number(db.$client.prepare(`SELECT count(*) FROM ${table} ${where}`).pluck().get())

  function view({ db, logDb }: Workspace): Sandbox {
    const records = recordTypes.map((plural) => ({ recordType: plural, count: count(db, plural, 'WHERE deleted_at IS NULL') }))
    return {
      answerDelayMs: answerDelay.read(db),
      magicValues: magicValues.map(({ status, ...magic }) => ({ ...magic, outcome: status })),
      contents: {
        records: records.filter((one) => one.count > 0),
        events: count(db, 'events'),
        deliveries: count(db, 'webhook_deliveries'),
        requests: count(logDb, 'api_request_logs'),
      },
    }
  }

  function setAnswerDelay(tx: Tx, workspace: Workspace, delayMs: number): Sandbox {
    answerDelay.write(tx.db, delayMs)
    return view(workspace)
  }

  /** Empties the sandbox in one write. Webhooks and their place in the log stay, so they get what happens from now on, and nothing else. */
  function reset(tx: Tx, workspace: Workspace, isSeeded: boolean): Sandbox {
    clearWorkspace(tx.db)
    tx.markChanged()
    begin(tx)
    if (isSeeded) seed(tx, workspace)
    tx.afterCommit(() => {
      forgetEvents(workspace)
      // The log is a file of its own, which no transaction spans.
      void forgetRequests(workspace).catch(onError)
    })
    const { contents, ...sandbox } = view(workspace)
    return { ...sandbox, contents: { ...contents, requests: 0 } }
  }

  return { view, setAnswerDelay, reset }
}

export type SandboxService = ReturnType<typeof createSandboxService>

/** @throws AppError `forbidden` for live. */
export function onlySandbox(workspace: Workspace): Workspace {
  if (workspace.environment === 'sandbox') return workspace
  throw new AppError('forbidden', 'This is for the sandbox only; the credential is of the live environment.', {
    details: { fix: 'Use a test_ key, or switch the window to Sandbox.' },
  })
}
