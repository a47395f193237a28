import { setTimeout as sleep } from 'node:timers/promises'
import type { Workspace } from '../../infra/db/workspace.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import { AppError } from '../../lib/app-error.ts'
import { systemActor } from '../../lib/identity.ts'
import type { Integrations } from '../integrations/integrations.service.ts'
import type { MessageRow } from './messages.table.ts'
import { applyReceipt } from './receipts.ts'
import { sendMessage } from './send-message.ts'
import { beginSending, type Outcome, settle } from './settle.ts'
import { simulatedReceipts } from './simulator.ts'

export interface LaneSenderOptions {
  readonly workspace: Workspace
  readonly integrations: Pick<Integrations, 'run' | 'find' | 'connectorOf'>
  readonly random: () => number
  readonly report: (error: unknown) => void
}

/** How long to wait before the disk is asked again after it refused, milliseconds. */
const afterRefusalMs = 1_000

/** Whether the vendor of a connection sends once, however often a message with the same key comes. */
export function isSentOnce(workspace: Workspace, connectionId: number, { find, connectorOf }: LaneSenderOptions['integrations']): boolean {
  const row = find(workspace, connectionId)
  return row !== undefined && connectorOf(row.type).sendsOncePerKey === true
}

/** Sends messages of one connection: says on disk that one is on its way, sends it, and writes down what became of it. */
export function createLaneSender(connectionId: number, options: LaneSenderOptions, isStopped: () => boolean) {
  const { workspace, integrations, report } = options
  let failuresInRow = 0

  const write = <Result>(run: (tx: Tx) => Result): Promise<Result> => workspace.write(run, { actor: systemActor })

  /** What was done has to be written down, or it would be done again. */
  async function persist(run: (tx: Tx) => void): Promise<void> {
    for (;;) {
      try {
        return await write(run)
      } catch (error) {
        if (!(error instanceof AppError) || isStopped()) throw error
        report(error)
        await sleep(afterRefusalMs, undefined, { ref: false })
      }
    }
  }

  return async ({ id }: Pick<MessageRow, 'id'>): Promise<void> => {
    const row = await write((tx) => beginSending(tx, id))
    if (row === undefined) return
    const terms = { ...options, isSentOnce: isSentOnce(workspace, connectionId, integrations), failuresInRow: failuresInRow + 1 }
    const outcome = await sendMessage(row, terms)
    failuresInRow = isOfTheWay(outcome) ? failuresInRow + 1 : 0
    await persist((tx) => {
      settle(tx, row, outcome)
      if (workspace.environment === 'sandbox' && 'sent' in outcome) settleSimulated(tx, { ...row, vendorId: outcome.sent.vendorId })
    })
  }
}

/** The line could not go on. */
const isOfTheWay = (outcome: Outcome): boolean =>
  'step' in outcome && (outcome.step.kind === 'waiting' || (outcome.step.kind === 'uncertain' && outcome.step.restMs > 0))

function settleSimulated(tx: Tx, row: MessageRow): void {
  for (const receipt of simulatedReceipts(row)) applyReceipt(tx, row.connectionId, receipt)
}
