import { readFileSync } from 'node:fs'
import { expect, type Page } from '@playwright/test'
import { call, createKey, type Plant, test, told } from './test-plant.ts'

/** A job that is in progress, with one line, made through the API. */
async function makeJob(plant: Plant, title: string): Promise<{ readonly id: number; readonly job_key: string; readonly key: string }> {
  const key = await createKey(plant, 'write')
  const customer = await call(plant, key, 'POST', '/api/v1/customers', {
    name: `Anadolu Döküm ${title}`,
    email: 'satin.alma@anadolu.example',
  })
  const line = { description: 'Kaynaklı gövde', quantity: 4, unit: 'adet', unit_price: 125_000, tax_rate: 20 }
  const job = await call(plant, key, 'POST', '/api/v1/jobs', { title, customer_id: customer.id, lines: [line] })
  for (const to of ['planned', 'in_progress']) await call(plant, key, 'POST', `/api/v1/jobs/${job.id}/transitions`, { to })
  return { ...job, key }
}

const status = (page: Page) => page.getByRole('complementary').last()

test('a job is completed, undone, completed again, and becomes a proforma that is previewed, issued and saved', async ({
  signedIn: page,
  plant,
}) => {
  const job = await makeJob(plant, 'Gövde kaynağı')
  await page.goto(`${plant.url}/jobs/${job.job_key}`)
  await page.getByRole('button', { name: 'Complete', exact: true }).click()
  await told(page, `${job.job_key}: Completed`)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('button', { name: 'Complete', exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Complete', exact: true }).click()
  await page.getByRole('link', { name: 'Create invoice' }).click()
  await expect(page.getByRole('radio', { name: 'E-invoice' })).toBeDisabled()
  await expect(page.getByText(/^No e-invoice provider is connected/)).toBeVisible()

  await expect(page.locator('canvas').first()).toBeVisible()
  await page.getByRole('button', { name: 'Issue', exact: true }).click()
  await expect(page.getByRole('heading', { name: /PRO-\d{4}-0001/ })).toBeVisible()
  await expect(page.locator('canvas').first()).toBeVisible()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save PDF' }).click()
  const file = await (await download).path()
  expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-')

  await page.goto(`${plant.url}/jobs/${job.job_key}`)
  await expect(status(page).getByText('Invoiced').first()).toBeVisible()
  await page.getByRole('link', { name: 'Service breakdown' }).click()
  await expect(page.locator('canvas').first()).toBeVisible()
})

test('what somebody else saved meanwhile is not overwritten unasked', async ({ signedIn: page, plant, complaints }) => {
  complaints.allow('409 (Conflict)')
  const job = await makeJob(plant, 'Flanş')
  await page.goto(`${plant.url}/jobs/${job.id}/edit`)
  const title = page.getByLabel('Title')
  await title.fill('Flanş, mine')
  await call(plant, job.key, 'PATCH', `/api/v1/jobs/${job.id}`, { reference: 'PO-77', version: 3 })
  await page.keyboard.press('Control+s')
  await expect(page.getByText('Somebody else saved this record while you were editing.')).toBeVisible()
  await page.getByRole('button', { name: 'Keep my changes' }).click()
  await page.keyboard.press('Control+s')
  await told(page, `${job.job_key} is saved.`)
  const key = await createKey(plant, 'read')
  expect(await call(plant, key, 'GET', `/api/v1/jobs/${job.id}`)).toMatchObject({ title: 'Flanş, mine', reference: 'PO-77' })
})

test('unsaved edits survive a reload', async ({ signedIn: page, plant }) => {
  await page.goto(`${plant.url}/customers/new`)
  await page.getByLabel('Name').fill('Yarım kalan müşteri')
  await page.waitForTimeout(500)
  await page.reload()
  await expect(page.getByText('Your unsaved edits are back.')).toBeVisible()
  await expect(page.getByLabel('Name')).toHaveValue('Yarım kalan müşteri')
})
