import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ReceiptStatus } from '../../connectors/kit/receipt.ts'
import type { MessageStatus } from './message.contract.ts'
import { statusAfter } from './receipts.ts'

const told: readonly ReceiptStatus[] = ['sent', 'failed', 'delivered', 'read']

const after = (receipts: readonly ReceiptStatus[]): MessageStatus =>
  receipts.reduce<MessageStatus>((status, receipt) => statusAfter(status, receipt) ?? status, 'sent')

test('in whatever order and however often receipts come, the farthest holds', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...told)), (receipts) => {
      const farthest = told[Math.max(0, ...receipts.map((receipt) => told.indexOf(receipt)))]
      expect(after(receipts)).toBe(farthest)
    }),
  )
})

test('a receipt changes nothing of a message that is in line, on its way, uncertain or canceled', () => {
  for (const status of ['queued', 'waiting', 'sending', 'uncertain', 'canceled', 'received'] as const)
    for (const receipt of told) expect(statusAfter(status, receipt)).toBeUndefined()
})
