import { expect, type Page } from '@playwright/test'
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

/** A client of its own kind, made by the signed-in person. */
const newClient = (page: Page, input: object): Promise<{ client_id: string; client_secret: string | null }> =>
  page.evaluate(async (body) => {
    const { csrf_token } = await (await fetch('/api/session')).json()
    const headers = { 'content-type': 'application/json', 'x-csrf-token': csrf_token }
    return (await fetch('/api/oauth/clients', { method: 'POST', headers, body: JSON.stringify(body) })).json()
  }, input)

async function listJobs(page: Page): Promise<void> {
  const tag = page.locator('.opblock-tag', { hasText: 'Jobs' }).first()
  await tag.click()
  const operation = page.locator('#operations-Jobs-list_jobs')
  await operation.locator('.opblock-summary-control').click()
  await operation.getByRole('button', { name: 'Try it out' }).click()
  await operation.getByRole('button', { name: 'Execute' }).click()
  await expect(operation.locator('.live-responses-table tbody .response-col_status').first()).toContainText('200')
  await expect(operation.locator('.curl-command')).toContainText('Authorization: Bearer')
}

test('in Swagger UI a client is authorized by OAuth 2 for itself, and calls with its token', async ({ signedIn: page, plant }) => {
  test.slow()
  const client = await newClient(page, { name: 'MES', environment: 'live', grant_types: ['client_credentials'], scopes: ['read'] })
  await page.goto(`${plant.url}/api/docs`)
  await page.getByRole('button', { name: 'Authorize' }).first().click()
  const form = page.locator('.auth-container', { hasText: 'clientCredentials' }).first()
  await form.locator('#client_id_clientCredentials').fill(client.client_id)
  await form.locator('#client_secret_clientCredentials').fill(client.client_secret ?? '')
  await form.locator('.authorize').click()
  await expect(form.getByRole('heading', { name: 'Authorized' })).toBeVisible()
  await form.locator('.btn-done').click()
  await listJobs(page)
})

test('in Swagger UI a person allows an app by OAuth 2 with PKCE, and the page calls with their token', async ({
  signedIn: page,
  plant,
}) => {
  test.slow()
  const client = await newClient(page, {
    name: 'Swagger',
    environment: 'live',
    is_confidential: false,
    grant_types: ['authorization_code'],
    redirect_uris: [`${plant.url}/api/docs/oauth2-redirect.html`],
    scopes: ['read'],
  })
  await page.goto(`${plant.url}/api/docs`)
  await page.getByRole('button', { name: 'Authorize' }).first().click()
  const form = page.locator('.auth-container', { hasText: 'authorizationCode' }).first()
  await form.locator('#client_id_authorizationCode').fill(client.client_id)
  const popup = page.waitForEvent('popup')
  await form.locator('.authorize').click()
  await (await popup).getByRole('button', { name: 'Allow' }).click()
  await expect(form.getByRole('heading', { name: 'Authorized' })).toBeVisible()
  await form.locator('.btn-done').click()
  await listJobs(page)
})
