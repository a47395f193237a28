import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import { expect } from '@playwright/test'
import { call, createKey, keepSecret, test, told } from './test-plant.ts'

interface Received {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A second system that takes webhooks; it answers with `status`, which a test may change. */
async function startSink() {
  const received: Received[] = []
  const sink = { received, status: 200, url: '', close: () => undefined as unknown }
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() })
      response.writeHead(sink.status).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  sink.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/hooks`
  sink.close = () => server.close()
  return sink
}

/** Signed with each of the secrets and no other, the current one first. */
function expectSigned({ headers, body }: Received, ...secrets: string[]): void {
  const [time = '', ...signatures] = String(headers['x-signature']).split(',')
  const digest = (secret: string) =>
    createHmac('sha256', secret)
      .update(`${time.slice(2)}.${body}`)
      .digest('hex')
  expect(signatures).toEqual(secrets.map((secret) => `v1=${digest(secret)}`))
}

test('a webhook is registered, tested, fed by a job, and a failed delivery is sent again', async ({ signedIn: page, plant }) => {
  const sink = await startSink()
  const key = await createKey(plant, 'write')
  await page.goto(`${plant.url}/settings/webhooks`)
  await page.getByRole('link', { name: 'Register webhook' }).first().click()
  await page.getByLabel('Name').fill('ERP')
  await page.getByLabel('URL').fill(sink.url)
  await page.getByLabel('job.completed').check()
  await page
    .getByRole('button', { name: 'Save', exact: true })
    .or(page.getByRole('button', { name: 'Register webhook' }))
    .click()
  const secret = await keepSecret(page)

  await page.getByRole('button', { name: 'Send test event' }).click()
  await told(page, 'The test arrived: 200.')
  expect(sink.received).toHaveLength(1)
  expectSigned(sink.received[0] as Received, secret)

  sink.status = 503
  const customer = await call(plant, key, 'POST', '/api/v1/customers', { name: 'Anadolu Döküm' })
  const line = { description: 'Kaynak', quantity: 2, unit: 'sa', unit_price: 65_000, tax_rate: 20 }
  const job = await call(plant, key, 'POST', '/api/v1/jobs', { title: 'Kaynaklı gövde', customer_id: customer.id, lines: [line] })
  for (const to of ['planned', 'in_progress', 'completed']) await call(plant, key, 'POST', `/api/v1/jobs/${job.id}/transitions`, { to })
  await expect.poll(() => sink.received.length).toBeGreaterThan(1)

  const row = page.getByRole('row').filter({ hasText: 'job.completed' })
  await expect(row).toContainText('Retry')
  await row.click()
  sink.status = 204
  await page.getByRole('button', { name: 'Resend' }).click()
  await told(page, 'It arrived: 204.')
  const [first, again] = [sink.received[1], sink.received.at(-1)] as Received[]
  expect(again?.headers['x-event-id']).toBe(first?.headers['x-event-id'])
  expectSigned(again as Received, secret)
  await expect(row).toContainText('Delivered')

  await page.locator('.webhook-tabs').getByRole('link', { name: 'Secret' }).click()
  await page.getByRole('button', { name: 'Replace secret' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Replace secret' }).click()
  const newSecret = await keepSecret(page)
  await expect(page.getByText('The old secret signs too until')).toBeVisible()
  await page.getByRole('button', { name: 'Send test event' }).click()
  await told(page, 'The test arrived: 204.')
  expectSigned(sink.received.at(-1) as Received, newSecret, secret)
  sink.close()
})

test('without a receiver, a webhook is caught by Interlock itself, which says whether its signature is right', async ({
  signedIn: page,
  plant,
}) => {
  await page.goto(`${plant.url}/settings/webhooks/new`)
  await page.getByLabel('Name').fill('Later')
  await page.getByRole('button', { name: 'Catch here' }).click()
  await expect(page.getByLabel('URL')).toHaveValue(/\/catch\/[\w-]{32}$/)
  await page.getByLabel('job.completed').check()
  await page.getByRole('button', { name: 'Register webhook' }).click()
  await keepSecret(page)
  await page.getByRole('button', { name: 'Send test event' }).click()
  await told(page, 'The test arrived: 204.')
  await page.getByRole('link', { name: 'See what arrives' }).click()
  const row = page.getByRole('row').filter({ hasText: 'webhook.test' })
  await expect(row).toContainText('Right')
  await row.click()
  await expect(page.getByText('X-Signature is right')).toBeVisible()

  // What comes while somebody looks appears by itself.
  const url = (await page.locator('.catcher-address code').textContent()) ?? ''
  await fetch(url, { method: 'POST', body: '{}' })
  await expect(page.getByRole('row').filter({ hasText: 'Not signed' })).toBeVisible()
})

test('a webhook is caught by one click and sent to its receiver again by another', async ({ signedIn: page, plant }) => {
  const sink = await startSink()
  const key = await createKey(plant, 'admin')
  const webhook = await call(plant, key, 'POST', '/api/webhooks', { name: 'Press', url: sink.url, events: ['job.*'] })
  await page.goto(`${plant.url}/settings/webhooks/${webhook.id}`)
  await page.getByRole('button', { name: 'Catch here' }).click()
  await told(page, '“Press” now sends to Interlock itself.')
  await page.getByRole('button', { name: 'Send test event' }).click()
  await told(page, 'The test arrived: 204.')
  expect(sink.received).toEqual([])
  await page.getByRole('button', { name: /^Send to 127\.0\.0\.1:\d+ again$/ }).click()
  await expect(page.getByRole('button', { name: 'Catch here' })).toBeVisible()
  await page.getByRole('button', { name: 'Send test event' }).click()
  await told(page, 'The test arrived: 200.')
  expect(sink.received).toHaveLength(1)
  sink.close()
})

test('deliveries of all webhooks are found by words, appear as they happen, and stand still when asked to', async ({
  signedIn: page,
  plant,
}) => {
  const sink = await startSink()
  const key = await createKey(plant, 'admin')
  for (const name of ['Press', 'Paint']) await call(plant, key, 'POST', '/api/webhooks', { name, url: sink.url, events: ['customer.*'] })
  const create = (name: string) => call(plant, key, 'POST', '/api/v1/customers', { name })
  const first = await create('Anadolu Döküm')
  await create('Ege Vana')
  await page.goto(`${plant.url}/settings/webhooks`)
  await page.getByRole('link', { name: 'Deliveries' }).click()
  const rows = page.getByRole('row').filter({ hasText: 'customer.created' })
  await expect(rows).toHaveCount(4)

  await page.getByPlaceholder('Record, payload, answer').fill('anadolu')
  await expect(rows).toHaveCount(2)
  await expect(rows.filter({ hasText: first.customer_key })).toHaveCount(2)
  await rows.filter({ hasText: 'Paint' }).click()
  // Its webhook, and itself in the thread.
  await expect(page.getByRole('complementary').getByRole('link', { name: 'Paint' })).toHaveCount(2)
  await page.getByRole('button', { name: 'Clear' }).first().click()
  await expect(rows).toHaveCount(4)

  await create('Marmara Pres')
  await expect(rows).toHaveCount(6)
  await page.getByRole('button', { name: 'Pause list' }).click()
  await create('Karadeniz Çelik')
  await expect.poll(() => sink.received.length).toBe(8)
  await expect(rows).toHaveCount(6)
  await page.getByRole('button', { name: 'Resume list' }).click()
  await expect(rows).toHaveCount(8)
  sink.close()
})

test('one thread leads from an event found by its payload to its request and its delivery, and back', async ({ signedIn: page, plant }) => {
  const sink = await startSink()
  const key = await createKey(plant, 'admin')
  await call(plant, key, 'POST', '/api/webhooks', { name: 'Lathe', url: sink.url, events: ['customer.*'] })
  await call(plant, key, 'POST', '/api/v1/customers', { name: 'Karşıyaka Vinç' })
  await expect.poll(() => sink.received.length).toBe(1)
  await page.goto(`${plant.url}/events`)
  await page.getByPlaceholder('Record, payload').fill('karsiyaka')
  const rows = page.getByRole('row').filter({ hasText: 'customer.created' })
  await expect(rows).toHaveCount(1)
  await rows.click()
  const panel = page.getByRole('complementary')
  const thread = panel.locator('.thread')
  await expect(thread).toContainText('POST /api/v1/customers')
  await panel.getByRole('tab', { name: 'Schema' }).click()
  await expect(panel.getByRole('link', { name: 'All of this type in the API docs' })).toBeVisible()
  await thread.getByRole('link', { name: 'Lathe' }).click()
  await expect(page.getByRole('heading', { name: 'Attempts' })).toBeVisible()
  await expect(thread.locator('[aria-current="true"]')).toContainText('Lathe')
  await thread.getByRole('link', { name: 'POST /api/v1/customers' }).click()
  await panel.getByRole('link', { name: 'customer.created' }).click()
  await expect(thread.locator('[aria-current="true"]')).toContainText('customer.created')
  sink.close()
})

test('a webhook shows how much arrived and how fast, as charts and as their table', async ({ signedIn: page, plant }) => {
  const sink = await startSink()
  const key = await createKey(plant, 'admin')
  const { id } = await call(plant, key, 'POST', '/api/webhooks', { name: 'Press', url: sink.url, events: ['customer.*'] })
  await call(plant, key, 'POST', '/api/v1/customers', { name: 'Anadolu Döküm' })
  await expect.poll(() => sink.received.length).toBe(1)
  await page.goto(`${plant.url}/settings/webhooks/${id}/performance`)
  await expect(page.getByRole('heading', { name: 'Delivered: 100% of 1' })).toBeVisible()
  await expect(page.getByRole('figure', { name: 'Response time' })).toBeVisible()
  await page.getByText('Table', { exact: true }).click()
  await expect(page.getByRole('row')).toHaveCount(25)
  await page.getByText('Last 7 days', { exact: true }).click()
  await expect(page.getByRole('row')).toHaveCount(29)
  sink.close()
})
