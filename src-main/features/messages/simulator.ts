import { ConnectorFailure } from '../../connectors/kit/failure.ts'
import type { DeliveryReceipt } from '../../connectors/kit/receipt.ts'
import type { SentMessage } from '../../connectors/kit/sending.ts'
import { smsParts } from '../../contract/sms-text.ts'
import { type MagicOutcome, magicRecipients } from './magic-recipients.contract.ts'
import type { MessageRow } from './messages.table.ts'

type Simulated = Pick<MessageRow, 'kind' | 'to' | 'text' | 'attempts' | 'sendKey'>

/** In the words of a vendor. */
const bounce = 'The mailbox is full.'

const magicOf = ({ to: [first = ''] }: Simulated): MagicOutcome | undefined =>
  magicRecipients.find(({ mail, number, chat }) => [mail, number, chat].some((known) => known === first.toLowerCase()))?.becomes

/** Takes a message of the sandbox in the place of every vendor. @throws ConnectorFailure for the recipients that stand for one. */
export function simulateSending(message: Simulated): SentMessage {
  const vendor = (code: string, words: string) => ({ status: null, code, message: words })
  switch (magicOf(message)) {
    case 'failed':
      throw new ConnectorFailure('rejected', {
        step: 'vendor',
        mayHaveArrived: false,
        vendor: vendor('simulated_refusal', 'The recipient does not exist.'),
      })
    case 'uncertain':
      throw new ConnectorFailure('timeout', { step: 'vendor', mayHaveArrived: true })
    case 'away_once':
      if (message.attempts === 1) throw new ConnectorFailure('unreachable', { step: 'tcp', mayHaveArrived: false, retryAfterMs: 2_000 })
  }
  const parts = message.kind === 'sms' ? smsParts(message.text, { hasTurkish: true }).segments : null
  return { vendorId: `simulated-${message.sendKey}`, parts }
}

/** What the vendor would tell later. */
export function simulatedReceipts({ vendorId, ...message }: Simulated & Pick<MessageRow, 'vendorId'>): readonly DeliveryReceipt[] {
  if (vendorId === null) return []
  const receipt = { vendorId, code: null, reason: null, cost: null }
  switch (magicOf(message)) {
    case 'failed_later':
      return [{ ...receipt, status: 'failed', code: 'simulated_bounce', reason: bounce }]
    case 'read':
      return [
        { ...receipt, status: 'delivered' },
        { ...receipt, status: 'read' },
      ]
    default:
      // Mails and chats have no receipts.
      return message.kind === 'sms' || message.kind === 'whatsapp' ? [{ ...receipt, status: 'delivered' }] : []
  }
}
