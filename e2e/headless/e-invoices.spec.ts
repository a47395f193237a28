import { expect } from '@playwright/test'
import { call, createKey, test, told } from './test-plant.ts'

const line = { description: 'Kelepçe', quantity: 24, unit: 'ad', unit_price: 39_500, tax_rate: 20 }

test('in the sandbox a finished job becomes an e-invoice, which takes a credit and is sent', async ({
  signedIn: page,
  plant,
  complaints,
}) => {
  complaints.allow('400 (Bad Request)')
  const key = await createKey(plant, 'write', 'sandbox')
  const post = (path: string, body: object) => call(plant, key, 'POST', path, body)
  const customer = await post('/api/v1/customers', { name: 'Çağrı Şişe', country: 'TR' })
  const job = await post('/api/v1/jobs', { title: 'Kapak kalıbı', customer_id: customer.id, lines: [line] })
  for (const to of ['in_progress', 'completed']) await post(`/api/v1/jobs/${job.id}/transitions`, { to })
  await page.getByText('Sandbox', { exact: true }).click()
  await expect(page.getByText(/^Sandbox: test data only/)).toBeVisible()

  await page.goto(`${plant.url}/invoices/new?jobs=${job.id}`)
  await page.getByText('E-invoice', { exact: true }).click()
  await expect(page.getByText(/^Tax number: /)).toBeVisible()
  await page.getByRole('link', { name: 'Correct it at the customer' }).click()
  await page.getByRole('textbox', { name: 'Tax number' }).fill('1234567891')
  await page.keyboard.press('Control+s')
  await expect(page.getByText(/check digits do not fit/).first()).toBeVisible()
  await page.getByRole('textbox', { name: 'Tax number' }).fill('1234567890')
  await page.keyboard.press('Control+s')
  await told(page, /is saved/)

  await page.goto(`${plant.url}/invoices/new?jobs=${job.id}`)
  await page.getByText('E-invoice', { exact: true }).click()
  await expect(page.locator('canvas').first()).toBeVisible()
  await page.getByRole('button', { name: 'Send e-invoice' }).click()
  await told(page, /OZT\d+ is queued/)
  await expect(page.getByText('Sent', { exact: true }).first()).toBeVisible()

  await page.goto(`${plant.url}/credits`)
  await expect(page.getByText('99', { exact: true }).first()).toBeVisible()
  await page.getByRole('button', { name: 'Change', exact: true }).click()
  await page.getByRole('textbox', { name: 'Running low at' }).fill('120')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText(/^Running low\./)).toBeVisible()
  expect(await call(plant, key, 'GET', '/api/v1/credits/balance')).toEqual({ balance: 99, low_threshold: 120, is_low: true })
})
