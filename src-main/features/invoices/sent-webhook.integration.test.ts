import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { createTestApp } from '../../app/test-app.ts'
import { startSink } from '../../infra/outbound/test-http-sink.ts'

const line = { description: 'Şase montajı', quantity: 1, unit: 'sa', unit_price: 65_000, tax_rate: 20 }

async function createSandbox() {
  const app = await createTestApp()
  const key = await app.createKey(['write', 'webhooks:write'], { environment: 'sandbox' })
  const post = async (path: string, body: object) => (await app.request('POST', path, { key, body })).body
  const sink = await startSink()
  const webhook = await post('/api/webhooks', { name: 'ERP', url: sink.url, events: ['invoice.sent', 'invoice.failed'] })
  const sendInvoice = async (taxNumber: string) => {
    const customer = await post('/api/v1/customers', { name: 'Çağrı Şişe', tax_number: taxNumber, country: 'TR' })
    const job = await post('/api/v1/jobs', { title: 'Montaj', customer_id: customer.id, lines: [line] })
    for (const to of ['in_progress', 'completed']) await post(`/api/v1/jobs/${job.id}/transitions`, { to })
    return post('/api/v1/invoices', { kind: 'e_invoice', job_ids: [job.id] })
  }
  return { app, sink, secret: webhook.secret as string, sendInvoice }
}

const signatureOf = (secret: string, time: string, body: string): string =>
  createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')

test('what the simulated provider makes of an e-invoice arrives signed at a webhook’s receiver', async () => {
  const { app, sink, secret, sendInvoice } = await createSandbox()
  const sent = await sendInvoice('1234567890')
  const failed = await sendInvoice('9900000011')
  expect(sink.received).toEqual([])
  app.advance(1_500)
  await expect.poll(() => sink.received.map(({ headers }) => headers['x-event-type']).sort()).toEqual(['invoice.failed', 'invoice.sent'])
  const arrived = sink.received.map(({ headers, body }) => ({ headers, body, event: JSON.parse(body) }))
  for (const { headers, body } of arrived) {
    const [, time = '', signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['x-signature'])) ?? []
    expect(signature).toBe(signatureOf(secret, time, body))
  }
  const invoiceOf = (type: string) => arrived.find(({ headers }) => headers['x-event-type'] === type)?.event.data.invoice
  expect(invoiceOf('invoice.sent')).toMatchObject({
    id: sent.id,
    invoice_number: 'TES2026000000001',
    status: 'sent',
    sent_at: '2026-11-22T08:00:01.500Z',
  })
  expect(invoiceOf('invoice.failed')).toMatchObject({ id: failed.id, status: 'failed', failure: { code: 'recipient_not_registered' } })
})
