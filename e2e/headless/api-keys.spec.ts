import { expect } from '@playwright/test'
import { keepSecret, test, told } from './test-plant.ts'

test('a key is made with chosen rights, rotated, and both secrets work until the new one was in use', async ({ signedIn: page, plant }) => {
  await page.goto(`${plant.url}/settings/api-keys/new`)
  await page.getByRole('textbox', { name: 'Name' }).fill('Scale')
  await page.getByRole('radio', { name: 'Choose for each resource' }).check()
  await page.getByRole('radiogroup', { name: 'Jobs', exact: true }).getByText('Read', { exact: true }).click()
  await page.getByRole('button', { name: 'Create key' }).click()
  const old = await keepSecret(page)
  const status = async (key: string, path: string): Promise<number> =>
    (await fetch(`${plant.url}${path}`, { headers: { 'X-API-Key': key } })).status
  expect([await status(old, '/api/v1/jobs'), await status(old, '/api/v1/customers')]).toEqual([200, 403])

  await page.getByRole('button', { name: 'Rotate key' }).click()
  const dialog = page.getByRole('dialog', { name: 'Rotate key “Scale”' })
  await dialog.getByRole('combobox', { name: 'Old secret ends' }).click()
  await page.getByRole('option', { name: 'At once' }).click()
  await dialog.getByRole('button', { name: 'Rotate key' }).click()
  const rotated = await keepSecret(page)
  expect(await status(old, '/api/v1/jobs')).toBe(200)
  expect(await status(rotated, '/api/v1/jobs')).toBe(200)
  expect(await status(old, '/api/v1/jobs')).toBe(401)
})

test('the safety view leads to the fix of what it found', async ({ signedIn: page, plant }) => {
  await page.goto(`${plant.url}/settings/api-keys/new`)
  await page.getByRole('textbox', { name: 'Name' }).fill('Wide open')
  await page.getByRole('radio', { name: 'Everything' }).check()
  await page.getByRole('button', { name: 'Create key' }).click()
  await keepSecret(page)
  await page.goto(`${plant.url}/settings/api-keys/safety`)
  const row = page.getByRole('listitem').filter({ hasText: 'Wide open' })
  for (const finding of ['Never expires', 'Any address', 'Wide rights']) await expect(row.getByText(finding)).toBeVisible()
  await row.getByRole('link', { name: 'Make it safer' }).click()
  await page.getByRole('radio', { name: 'Read all records' }).check()
  await page.getByRole('textbox', { name: 'Allowed addresses' }).fill('127.0.0.1')
  await page.getByRole('button', { name: 'Save changes' }).click()
  await told(page, 'Key Wide open is changed.')
  await page.goto(`${plant.url}/settings/api-keys/safety`)
  await expect(row.getByText('Never expires')).toBeVisible()
  await expect(row.getByText('Any address')).toHaveCount(0)
})

test('a request shows what was answered, and never its key', async ({ signedIn: page, plant }) => {
  await page.goto(`${plant.url}/settings/api-keys/new`)
  await page.getByRole('textbox', { name: 'Name' }).fill('Curl')
  await page.getByRole('button', { name: 'Create key' }).click()
  const key = await keepSecret(page)
  await fetch(`${plant.url}/api/v1/jobs/999999`, { headers: { 'X-API-Key': key } })
  await page.goto(`${plant.url}/requests?status=4xx`)
  await page.getByText('/api/v1/jobs/999999').first().click()
  await page
    .getByRole('tab', { name: 'Answer' })
    .or(page.getByRole('tab', { name: 'Response' }))
    .click()
  await expect(page.getByText('"not_found"').first()).toBeVisible()
  await expect(page.getByText(key)).toHaveCount(0)
})
