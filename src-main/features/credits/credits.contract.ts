import { z } from 'zod'
import { optionalText } from '../../contract/fields.ts'
import { recordType } from '../../contract/record.ts'
import { route } from '../../contract/route.ts'

export const mostCredits = 1_000_000_000

export const creditType = recordType({
  name: 'credit',
  plural: 'credits',
  keyPrefix: 'CRD',
  description:
    'An entry of the ledger of credits: sending an e-invoice takes one, a failed one gives it back. The amounts add up to the balance.',
  fields: {
    kind: z.enum(['top_up', 'adjustment']).default('top_up').describe('A top-up adds; an adjustment corrects in either direction.'),
    amount: z
      .int()
      .min(-mostCredits)
      .max(mostCredits)
      .refine((amount) => amount !== 0, 'must not be 0')
      .describe('Credits; negative takes away.'),
    description: optionalText,
  },
  computed: {
    kind: z.enum(['top_up', 'debit', 'refund', 'adjustment']),
    balanceAfter: z.int().describe('The balance once this entry was written.'),
    invoiceId: z.int().nullable().describe('The e-invoice that was sent or failed.'),
  },
  titleField: 'description',
  references: { invoiceId: 'invoices' },
  createdEvent: 'top_up',
  ownEvents: {
    debited: { description: 'When a credit is taken for an e-invoice' },
    refunded: { description: 'When the credit of a failed e-invoice is given back' },
    adjusted: { description: 'When the balance is corrected by hand' },
    low: { description: 'When the balance falls to the threshold or below; once until it has been above again' },
  },
  isImmutable: true,
  filters: { kind: 'keyword', invoiceId: 'number', createdAt: 'time' },
  sorts: [],
  example: { kind: 'top_up', amount: 100, description: 'Havale 2026-118', balanceAfter: 112, invoiceId: null },
})

export type Credit = z.output<typeof creditType.resource>
export type CreditKind = Credit['kind']

/** Topping up answers `invalid_request` for a negative top-up, `insufficient_credits` for an adjustment below zero. */
export const createCredit = { ...creditType.routes.create, errors: ['idempotency_conflict', 'insufficient_credits'] } as const

const balance = z
  .object({
    balance: z.int(),
    lowThreshold: z.int().describe('At this balance or below it, credits are low.'),
    isLow: z.boolean(),
  })
  .meta({ id: 'CreditBalance' })

export const getCreditBalance = route({
  method: 'GET',
  path: '/api/v1/credits/balance',
  operationId: 'get_credit_balance',
  summary: 'Get how many credits are left',
  tag: 'Credits',
  access: { scope: 'credits:read' },
  response: balance,
})

export const updateCreditSettings = route({
  method: 'PUT',
  path: '/api/credits/settings',
  operationId: 'update_credit_settings',
  summary: 'Set at which balance credit.low is sent',
  tag: 'Credits',
  access: { scope: 'credits:write' },
  body: z.strictObject({ lowThreshold: z.int().min(0).max(mostCredits) }).meta({ id: 'CreditSettings' }),
  response: balance,
  example: { body: { lowThreshold: 20 } },
})
