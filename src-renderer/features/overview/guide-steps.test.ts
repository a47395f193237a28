import { describe, expect, it } from 'vitest'
import { fromWire } from '../../../src-main/contract/wire.ts'
import { customerType } from '../../../src-main/features/customers/customers.contract.ts'
import { jobType } from '../../../src-main/features/jobs/jobs.contract.ts'
import { doneSteps, firstCalls } from './guide-steps.ts'

const nothing = { hasKey: false, calls: [], hasWebhook: false, hasInvoice: false }

describe('doneSteps', () => {
  it('ticks nothing on a fresh installation', () => {
    expect(Object.values(doneSteps(nothing))).toEqual([false, false, false, false, false])
  })

  it('ticks the arrival with the first call, and the job only when it was created', () => {
    const refused = { method: 'POST', path: '/api/v1/jobs', responseStatus: 422 }
    const created = { method: 'POST', path: '/v1/jobs', responseStatus: 201 }
    expect(doneSteps({ ...nothing, calls: [refused] })).toMatchObject({ key: true, create: false, arrive: true })
    expect(doneSteps({ ...nothing, calls: [created, refused] }).create).toBe(true)
  })
})

describe('firstCalls', () => {
  const calls = firstCalls({
    origin: 'http://127.0.0.1:4780',
    keyPlace: 'PASTE_YOUR_KEY_HERE',
    customerName: 'Deneme Müşterisi',
    customerId: 7,
    title: 'İlk iş',
    lineDescription: 'Montaj',
    unit: 'sa',
  })
  const bodyOf = (command: string): unknown => JSON.parse(/--data-raw '([^']*)'/.exec(command)?.[1] ?? '')

  it('sends what the API accepts', () => {
    expect(customerType.create.safeParse(fromWire(customerType.create, bodyOf(calls.customer))).error).toBe(undefined)
    expect(jobType.create.safeParse(fromWire(jobType.create, bodyOf(calls.job))).error).toBe(undefined)
  })

  it('goes to this installation and marks where the key belongs', () => {
    expect(calls.job).toContain("curl -X POST 'http://127.0.0.1:4780/api/v1/jobs'")
    expect(calls.job).toContain("'X-API-Key: PASTE_YOUR_KEY_HERE'")
  })
})
