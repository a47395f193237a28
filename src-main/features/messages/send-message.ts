import { ConnectorFailure } from '../../connectors/kit/failure.ts'
import { messageKinds, type SentMessage } from '../../connectors/kit/sending.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import { AppError } from '../../lib/app-error.ts'
import type { Integrations } from '../integrations/integrations.service.ts'
import { listAttachments, readAttachment } from './attachments.store.ts'
import type { MessageFailure } from './message.contract.ts'
import { findContent } from './messages.store.ts'
import type { MessageRow } from './messages.table.ts'
import { nextStep } from './next-step.ts'
import type { Outcome } from './settle.ts'
import { simulateSending } from './simulator.ts'

interface SendOptions {
  readonly workspace: Workspace
  readonly integrations: Pick<Integrations, 'run'>
  readonly isSentOnce: boolean
  readonly failuresInRow: number
  readonly random: () => number
  /** Logs what is a bug of ours. */
  readonly report: (error: unknown) => void
}

/** Sends a message once and says what became of it; it never throws. */
export async function sendMessage(row: MessageRow, options: SendOptions): Promise<Outcome> {
  try {
    return { sent: options.workspace.environment === 'sandbox' ? simulateSending(row) : await sendByVendor(row, options) }
  } catch (error) {
    return outcomeOf(error, row, options)
  }
}

async function sendByVendor(row: MessageRow, { workspace, integrations }: SendOptions): Promise<SentMessage> {
  const input = { ...findContent(workspace.db, row.id), ...attachmentsOf(workspace, row) }
  const action = messageKinds[row.kind].action
  const run = { connectionId: row.connectionId, action, input, idempotencyKey: row.sendKey }
  return (await integrations.run(workspace, run)) as SentMessage // what the actions of messages give
}

const attachmentsOf = (workspace: Workspace, row: MessageRow): object => {
  if (row.attachmentCount === 0) return {}
  const attachments = listAttachments(workspace.db, row.id).map((attachment) => {
    const { fileName, mediaType } = attachment
    return { fileName, mediaType, content: readAttachment(workspace, attachment).toString('base64') }
  })
  return { attachments }
}

function outcomeOf(error: unknown, row: MessageRow, options: SendOptions): Outcome {
  if (error instanceof ConnectorFailure) {
    const { kind, detail, vendor } = error
    return { failure: { kind, detail, vendor }, step: nextStep(error, { ...options, attempts: row.attempts }) }
  }
  if (error instanceof AppError) return refusal(error)
  // A bug: nobody knows how far it came.
  options.report(error)
  return { failure: { kind: 'interrupted', detail: null, vendor: null }, step: { kind: 'uncertain', restMs: 0 } }
}

/** What was refused before the vendor was called. */
function refusal({ code, message }: AppError): Outcome {
  const failure = (kind: MessageFailure['kind']): MessageFailure => ({ kind, detail: message, vendor: null })
  // Somebody took the connection out of use at this moment; the line sees that when it looks next.
  if (code === 'conflict') return { failure: failure('connection_off'), step: { kind: 'waiting', restMs: 0 } }
  return { failure: failure(code === 'not_found' ? 'connection_deleted' : 'not_sendable'), step: { kind: 'failed' } }
}
