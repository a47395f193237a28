import type { AddressInfo } from 'node:net'
import { expect } from '@playwright/test'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { seriousOf } from './accessibility.ts'
import { call, createKey, type Plant, test, told } from './test-plant.ts'

/** A mail server that takes everything. */
async function startMailServer() {
  const mails: ParsedMail[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    closeTimeout: 50,
    onData: (stream, _, done) => {
      void simpleParser(stream).then((mail) => {
        mails.push(mail)
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.server.address() as AddressInfo // it listens on TCP
  return { port, mails, close: () => new Promise<void>((resolve) => server.close(() => resolve())) }
}

/** An issued proforma of a customer with an address, and a mail and an SMS connection. */
async function prepare(plant: Plant, port: number): Promise<string> {
  const key = await createKey(plant, 'admin')
  const connect = (type: string, body: object) => call(plant, key, 'POST', `/api/integrations/${type}/connect`, body)
  await connect('smtp', { name: 'Invoice mail', config: { host: '127.0.0.1', port, security: 'none', from_address: 'plant@example.com' } })
  const account = { account_sid: `AC${'0'.repeat(32)}`, sender: '+15005550006' }
  const network = { base_url: `http://127.0.0.1:${port}`, is_http_allowed: true }
  await connect('twilio', { name: 'Texts', config: account, credentials: { auth_token: 'none' }, network })
  const customer = await call(plant, key, 'POST', '/api/v1/customers', {
    name: 'Çağrı Şişe',
    email: 'satin.alma@cagrisise.example',
    phone: '0532 123 45 67',
  })
  const line = { description: 'Kaynaklı gövde', quantity: 4, unit: 'adet', unit_price: 125_000, tax_rate: 20 }
  const job = await call(plant, key, 'POST', '/api/v1/jobs', { title: 'Gövde', customer_id: customer.id, lines: [line] })
  for (const to of ['planned', 'in_progress', 'completed']) await call(plant, key, 'POST', `/api/v1/jobs/${job.id}/transitions`, { to })
  const invoice = await call(plant, key, 'POST', '/api/v1/invoices', { job_ids: [job.id] })
  return invoice.invoice_key
}

test('an invoice is sent by mail from its page, and the message page says what became of it', async ({
  signedIn: page,
  plant,
  complaints,
}) => {
  // Of the number that is too short.
  complaints.allow('400 (Bad Request)')
  const server = await startMailServer()
  const invoiceKey = await prepare(plant, server.port)
  await page.goto(`${plant.url}/invoices/${invoiceKey}`)
  await page.getByRole('button', { name: 'Send message' }).click()
  const dialog = page.getByRole('dialog', { name: 'Send a message' })
  // Other tests connect mail servers to the same plant, which are gone by now.
  await dialog.getByRole('combobox', { name: 'By' }).click()
  await page.getByRole('option', { name: 'Mail: Invoice mail' }).click()
  await expect(dialog.getByRole('textbox', { name: 'To' })).toHaveValue('satin.alma@cagrisise.example')
  await expect(dialog.getByRole('checkbox', { name: `${invoiceKey}.pdf` })).toBeChecked()
  await dialog.getByRole('textbox', { name: 'Text' }).fill('Merhaba, proforma faturanız ektedir.')
  expect(await seriousOf(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Send', exact: true }).click()
  await told(page, /MSG-\d+ is on its way/)
  await expect.poll(() => server.mails.length, { timeout: 15_000 }).toBe(1)
  const [mail] = server.mails
  expect(mail?.subject).toBe(invoiceKey)
  expect(mail?.attachments.map(({ filename, content }) => [filename, content.subarray(0, 5).toString()])).toEqual([
    [`${invoiceKey}.pdf`, '%PDF-'],
  ])

  await page.getByRole('link', { name: 'Messages' }).click()
  await page.getByText('satin.alma@cagrisise.example').first().click()
  await expect(page.getByRole('complementary').last().getByText('Sent').first()).toBeVisible()
  await expect(page.getByText('Merhaba, proforma faturanız ektedir.').last()).toBeVisible()
  expect(await seriousOf(page)).toEqual([])

  // Letters that the plain alphabet lacks make two short messages of one; the number is shown as it is dialled.
  await page.goto(`${plant.url}/invoices/${invoiceKey}`)
  await page.getByRole('button', { name: 'Send message' }).click()
  await dialog.getByRole('combobox', { name: 'By' }).click()
  await page.getByRole('option', { name: 'SMS: Texts' }).click()
  await expect(dialog.getByText('Goes to +905321234567.')).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Text' }).fill('a'.repeat(80))
  await expect(dialog.getByText(/^1 short message, 80 characters left/)).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Text' }).fill(`${'a'.repeat(79)}ş`)
  await expect(dialog.getByText(/^2 short messages/)).toBeVisible()
  await dialog.getByRole('textbox', { name: 'To' }).fill('0532 12')
  await expect(dialog.getByText(/is too short|is not a number/)).toBeVisible()
  await server.close()
})
