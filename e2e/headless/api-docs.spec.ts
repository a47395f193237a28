import { expect } from '@playwright/test'
import { createKey, test } from './test-plant.ts'

test('an integrator finds an operation, copies its sample, reads a guide and the page of an error', async ({
  signedIn: page,
  plant,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(`${plant.url}/settings/api-keys`)
  await page.getByRole('main').getByRole('link', { name: 'API docs' }).click()
  await expect(page.getByRole('heading', { name: 'Authentication' })).toBeVisible()
  await expect(page.getByText(plant.url).first()).toBeVisible()

  await page.getByRole('link', { name: 'Reference' }).click()
  await page.getByPlaceholder('Name, path or word').fill('create job')
  await page.getByRole('link', { name: 'Create a job' }).click()
  await expect(page).toHaveURL(/\/api-docs\/reference\/create_job$/)
  const samples = page.locator('.operation-samples')
  await page.getByText('Python', { exact: true }).click()
  await expect(samples).toContainText('urllib.request')
  await samples.getByRole('button', { name: /Copy/ }).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('urllib.request.Request(')

  await page
    .getByRole('link', { name: 'transition_not_allowed' })
    .or(page.getByRole('link', { name: 'invalid_request' }))
    .first()
    .click()
  await expect(page.getByRole('heading', { name: 'How to fix it' })).toBeVisible()
})

test('in Swagger UI a key is entered once and an operation is tried out, without asking another host', async ({ page, plant }) => {
  test.slow() // Swagger UI renders some hundred operations
  const key = await createKey(plant, 'write')
  await page.goto(`${plant.url}/api/docs`)
  await page.getByRole('button', { name: 'Authorize' }).first().click()
  const dialog = page.locator('.dialog-ux')
  const form = dialog.locator('.auth-container', { hasText: 'X-API-Key' }).first()
  await form.locator('input').first().fill(key)
  await form.locator('.authorize').click()
  await form.locator('.btn-done').click()

  await page.locator('.opblock-tag', { hasText: 'Customers' }).click()
  const operation = page.locator('#operations-Customers-create_customer')
  await operation.locator('.opblock-summary-control').click()
  await operation.getByRole('button', { name: 'Try it out' }).click()
  await operation.getByRole('button', { name: 'Execute' }).click()
  await expect(operation.locator('.live-responses-table tbody .response-col_status').first()).toContainText('201')
})
