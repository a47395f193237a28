import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect } from '@playwright/test'
import { keepSecret, test, told, within } from './test-plant.ts'

const run = promisify(execFile)

test('a new installation leads its owner from the set-up link to the first API call', async ({ page, newPlant }) => {
  await page.goto(await within(newPlant.printed, /Set it up once at (\S+)/))
  await page.getByLabel('Company').fill('Öztürk Makina')
  await page.getByLabel('Your name').fill('Ayşe Öztürk')
  await page.getByLabel('E-mail').fill(newPlant.email)
  await page.getByRole('textbox', { name: 'Password' }).fill(newPlant.password)
  await page.getByRole('button', { name: 'Create company' }).click()

  const guide = page.getByRole('list').filter({ hasText: 'Create an API key' })
  await guide.getByRole('link', { name: 'Create API key' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('MES gateway')
  await page.getByRole('button', { name: 'Create key' }).click()
  const key = await keepSecret(page)
  expect(key).toMatch(/^live_/)
  await expect(page.getByText(key)).toHaveCount(0)

  await page.goto(newPlant.url)
  const commands = guide.locator('pre')
  await expect(commands).toHaveCount(2)
  for (const command of await commands.allTextContents()) {
    const { stdout } = await run('bash', ['-c', `set -o pipefail; ${command.replace('PASTE_YOUR_KEY_HERE', key)}`])
    expect(JSON.parse(stdout)).toMatchObject({ id: 1 })
  }
  await expect(guide.getByRole('link', { name: 'API docs' })).toHaveAttribute('href', '/api-docs/reference')
  await expect(guide.getByText('The first call arrived:')).toHaveCount(0)
  await guide.getByRole('button', { name: 'See it arrive' }).click()
  await expect(guide.getByText('The first call arrived:')).toBeVisible()
  await expect(page.getByText('3 of 5')).toBeVisible()
  await guide.getByRole('link', { name: 'See the request' }).click()
  await expect(page.getByText('/api/v1/customers').first()).toBeVisible()

  // The link was for once.
  await page.goto(/Set it up once at (\S+)/.exec(newPlant.printed())?.[1] ?? '')
  await expect(page.getByText('Interlock is set up already')).toBeVisible()
})

test('a key that is revoked in the window is refused by the next call', async ({ signedIn: page, plant }) => {
  await page.goto(`${plant.url}/settings/api-keys/new`)
  await page.getByRole('textbox', { name: 'Name' }).fill('Old scale')
  await page.getByRole('button', { name: 'Create key' }).click()
  const key = await keepSecret(page)
  const status = async (): Promise<number> => (await fetch(`${plant.url}/api/v1/jobs`, { headers: { 'X-API-Key': key } })).status
  expect(await status()).toBe(200)
  await page.getByRole('button', { name: 'Revoke key' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Revoke key “Old scale”' })
  await dialog.getByRole('button', { name: 'Revoke key' }).click()
  await told(page, 'Key “Old scale” is revoked.')
  expect(await status()).toBe(401)
})

test('who begins with a job and has no customer is led to a new one, and finds the job as it was', async ({ signedIn: page, plant }) => {
  await page.goto(`${plant.url}/jobs/new`)
  await page.getByLabel('Title').fill('Shaft, 3 pieces')
  await page.getByRole('combobox', { name: 'Customer' }).fill('Nobody yet')
  await page.getByRole('link', { name: 'New customer' }).click()
  await expect(page).toHaveURL(/\/customers\/new$/)
  await page.getByRole('textbox', { name: 'Name' }).fill('Çelik A.Ş.')
  await page.getByRole('button', { name: 'Create customer' }).click()
  await expect(page).toHaveURL(/\/customers\/\w/)
  await page.goto(`${plant.url}/jobs/new`)
  await expect(page.getByLabel('Title')).toHaveValue('Shaft, 3 pieces')
  await page.getByRole('combobox', { name: 'Customer' }).fill('Çelik')
  await page.getByRole('option', { name: /Çelik A.Ş./ }).click()
  await page.getByRole('button', { name: 'Create job' }).click()
  await expect(page.getByRole('complementary')).toContainText('Shaft, 3 pieces')
})
