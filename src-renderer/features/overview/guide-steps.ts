import { curlCommand } from '../../ui/curl.ts'

/** What the installation shows of the first steps. */
export interface GuideFacts {
  readonly hasKey: boolean
  /** Calls made with a key, newest first. */
  readonly calls: readonly { readonly method: string; readonly path: string; readonly responseStatus: number }[]
  readonly hasWebhook: boolean
  readonly hasInvoice: boolean
}

export const guideStepIds = ['key', 'create', 'arrive', 'webhook', 'invoice'] as const
export type GuideStepId = (typeof guideStepIds)[number]

const firstError = 400

/** Whether a call created a job; `/v1` answers like `/api/v1`. */
const createsJob = (call: GuideFacts['calls'][number]): boolean =>
  call.method === 'POST' && /^(\/api)?\/v1\/jobs$/.test(call.path) && call.responseStatus < firstError

/** Which steps are done; a step ticks by what is there, not by what was clicked. */
export const doneSteps = (facts: GuideFacts): Readonly<Record<GuideStepId, boolean>> => ({
  key: facts.hasKey || facts.calls.length > 0,
  create: facts.calls.some(createsJob),
  arrive: facts.calls.length > 0,
  webhook: facts.hasWebhook,
  invoice: facts.hasInvoice,
})

interface FirstCalls {
  /** Where this installation answers. */
  readonly origin: string
  readonly keyPlace: string
  readonly customerName: string
  readonly customerId: number
  readonly title: string
  readonly lineDescription: string
  readonly unit: string
}

/** One field a line: readable in a terminal, and short. */
const jsonByField = (body: object): string =>
  `{\n${Object.entries(body)
    .map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`)
    .join(',\n')}\n}`

/** The two commands that make a first job, to be pasted one after the other. */
export function firstCalls(call: FirstCalls): { readonly customer: string; readonly job: string } {
  const post = (path: string, idempotencyKey: string, body: object): string =>
    curlCommand({
      method: 'POST',
      url: `${call.origin}/api/v1/${path}`,
      headers: { 'X-API-Key': call.keyPlace, 'X-Idempotency-Key': idempotencyKey, 'Content-Type': 'application/json' },
      body: jsonByField(body),
    })
  const line = { description: call.lineDescription, quantity: 2.5, unit: call.unit, unit_price: 65_000, tax_rate: 20 }
  return {
    customer: post('customers', 'first-customer', { name: call.customerName }),
    job: post('jobs', `first-job-${call.customerId}`, { title: call.title, customer_id: call.customerId, lines: [line] }),
  }
}
