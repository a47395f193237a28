import { z } from 'zod'
import { route } from '../../contract/route.ts'

/** Longest that the simulated provider may be told to take, milliseconds. */
export const longestAnswerDelayMs = 600_000

const sandbox = z
  .object({
    answerDelayMs: z.int().describe('How long the simulated e-invoice provider takes to answer.'),
    magicValues: z
      .array(
        z.object({
          taxNumber: z.string().describe('Give it to the customer of the invoice.'),
          outcome: z.enum(['failed', 'failed_once', 'canceled', 'sent_slowly']).describe('With any other valid tax number it is sent.'),
          code: z.string().nullable().describe('What failure.code says.'),
          message: z.string().nullable(),
        }),
      )
      .describe('Tax numbers of customers that decide what becomes of an e-invoice to them.'),
    contents: z.object({
      records: z
        .array(z.object({ recordType: z.string().describe('Plural, "jobs".'), count: z.int() }))
        .describe('Types without any are left out.'),
      events: z.int(),
      deliveries: z.int(),
      requests: z.int(),
    }),
  })
  .meta({ id: 'Sandbox' })

export type Sandbox = z.output<typeof sandbox>

const shared = { tag: 'Sandbox', access: { scope: 'admin' }, response: sandbox } as const

export const getSandbox = route({
  ...shared,
  method: 'GET',
  path: '/api/sandbox',
  operationId: 'get_sandbox',
  summary: 'Get what is in the sandbox, its magic values and its clock',
})

export const updateSandboxSettings = route({
  ...shared,
  method: 'PUT',
  path: '/api/sandbox/settings',
  operationId: 'update_sandbox_settings',
  summary: 'Set how long the simulated e-invoice provider takes',
  body: z.strictObject({ answerDelayMs: z.int().min(0).max(longestAnswerDelayMs) }).meta({ id: 'SandboxSettings' }),
  example: { body: { answerDelayMs: 2_000 } },
})

export const resetSandbox = route({
  ...shared,
  method: 'POST',
  path: '/api/sandbox/reset',
  operationId: 'reset_sandbox',
  summary: 'Remove every record, event, delivery and log of the sandbox; webhooks, connections and API keys stay',
  body: z.strictObject({ seed: z.boolean().describe('Whether to fill it with a sample plant.') }).meta({ id: 'SandboxReset' }),
})
