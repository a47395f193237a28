import { expect, type Page } from '@playwright/test'
import { call, createKey, signIn, test } from './test-plant.ts'

const openMenu = (page: Page) => page.locator('.person-button').click()

test('a wrong password is refused in words and the page stays usable', async ({ page, plant }) => {
  await page.goto(`${plant.url}/login`)
  await page.locator('input[type=email]').fill(plant.email)
  await page.locator('input[type=password]').fill('not-the-password')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert').first()).toBeVisible()
  await page.locator('input[type=password]').fill(plant.password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Today' })).toBeVisible()
})

test('language and colours are kept through a reload', async ({ signedIn: page }) => {
  for (const [language, heading] of [
    ['Türkçe', 'Bugün'],
    ['Bahasa Indonesia', 'Hari ini'],
    ['English', 'Today'],
  ] as const) {
    await openMenu(page)
    await page.getByRole('menuitemradio', { name: language }).click()
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
    await page.reload()
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
  }
  await openMenu(page)
  await page.getByRole('menuitemradio', { name: 'Dark' }).click()
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
})

test('the sandbox cannot be mistaken and has its own records', async ({ signedIn: page, plant }) => {
  await page.getByText('Sandbox', { exact: true }).click()
  await expect(page.getByText('Sandbox: test data only.')).toBeVisible()
  await page.goto(`${plant.url}/customers/new`)
  await page.getByLabel('Name').fill('Only in the sandbox')
  await page.keyboard.press('Control+s')
  await expect(page.getByText('Only in the sandbox').first()).toBeVisible()
  await page.getByText('Live', { exact: true }).click()
  await page.goto(`${plant.url}/customers`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByText('Only in the sandbox')).toHaveCount(0)
})

test('what was typed in one environment does not come up in the other', async ({ signedIn: page, plant }) => {
  await page.goto(`${plant.url}/settings/webhooks/new`)
  const name = page.getByRole('textbox', { name: 'Name', exact: true })
  await name.fill('MES of live')
  await expect.poll(() => page.evaluate(() => JSON.stringify(window.localStorage))).toContain('MES of live')
  await page.getByText('Sandbox', { exact: true }).click()
  await expect(page.getByText('Sandbox: test data only.')).toBeVisible()
  await page.goto(`${plant.url}/settings/webhooks/new`)
  await expect(name).toHaveValue('')
  await page.getByText('Live', { exact: true }).click()
  await page.goto(`${plant.url}/settings/webhooks/new`)
  await expect(name).toHaveValue('MES of live')
})

test('nothing is asked of the other environment about a record of this one', async ({ signedIn: page, plant }) => {
  const key = await createKey(plant, 'write', 'sandbox')
  const { id } = await call(plant, key, 'POST', '/api/v1/customers', { name: 'Yalnız Deneme' })
  await page.getByText('Sandbox', { exact: true }).click()
  await page.goto(`${plant.url}/customers/${id}`)
  await expect(page.getByText('Yalnız Deneme').first()).toBeVisible()
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.headers()['x-environment'] !== 'sandbox') asked.push(new URL(request.url()).pathname)
  })
  await page.getByText('Live', { exact: true }).click()
  await expect(page.getByText('Sandbox: test data only.')).toHaveCount(0)
  await expect(page).toHaveURL(`${plant.url}/customers`)
  await expect(page.getByRole('status').filter({ hasText: 'Up to date' })).toBeVisible()
  expect(asked).toContain('/api/v1/customers')
  expect(asked.filter((path) => path.includes(`/customers/${id}`))).toEqual([])
})

test('everything can be reached from the keyboard', async ({ signedIn: page }) => {
  const run = async (words: string): Promise<void> => {
    await page.keyboard.press('Control+k')
    await expect(page.getByPlaceholder('Key, name, page or action')).toBeFocused()
    await page.keyboard.type(words)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
  await run('webh')
  await expect(page.getByRole('heading', { level: 1, name: 'Webhooks' })).toBeVisible()
  await run('new customer')
  await page.getByRole('textbox', { name: 'Name', exact: true }).focus()
  await page.keyboard.type('Klavye Ltd.')
  await page.keyboard.press('Control+s')
  await expect(
    page
      .getByText(/CUS-\d+ is saved/)
      .or(page.getByText('Klavye Ltd.'))
      .first(),
  ).toBeVisible()
})

test('an open page says that the server is away, and finds it again', async ({ signedIn: page, plant, complaints }) => {
  complaints.allow('ERR_CONNECTION_REFUSED')
  await page.getByRole('link', { name: 'Jobs', exact: true }).click()
  await plant.stop()
  await page.getByRole('link', { name: 'Customers', exact: true }).click()
  await expect(page.getByRole('status').filter({ hasText: 'The Interlock server does not answer.' })).toBeVisible()
  await plant.restart()
  await expect(page.getByRole('status').filter({ hasText: 'The Interlock server does not answer.' })).toHaveCount(0, { timeout: 15_000 })
  await expect(page.getByRole('heading', { level: 1, name: 'Customers' })).toBeVisible()
})

test('signing out everywhere ends the other devices too', async ({ signedIn: page, plant, browser }) => {
  const other = await browser.newContext()
  const otherPage = await other.newPage()
  await signIn(otherPage, plant)
  await openMenu(page)
  await page.getByRole('menuitem', { name: /everywhere/ }).click()
  await expect(page.locator('input[type=password]')).toBeVisible()
  await otherPage.reload()
  await expect(otherPage.locator('input[type=password]')).toBeVisible()
  await other.close()
})

test('a person whose role does not reach is told so in plain words, with the scope it takes below', async ({ browser, plant }) => {
  const key = await createKey(plant, 'admin')
  const invited = { name: 'Veli', email: 'veli@plant.example', role: 'viewer' }
  const { link } = await call(plant, key, 'POST', '/api/invitations', invited)
  const page = await browser.newPage({ locale: 'en' })
  await page.goto(link)
  await page.getByRole('textbox', { name: 'Password' }).fill(plant.password)
  await page.locator('form button[type=submit]').click()
  await expect(page.getByRole('navigation').first()).toBeVisible()
  await page.goto(`${plant.url}/settings/webhooks`)
  await expect(page.getByRole('heading', { name: 'You may not do this.' })).toBeVisible()
  await expect(page.getByRole('alert')).toContainText('Ask an owner or admin')
  await expect(page.getByRole('alert')).toContainText('webhooks:read')
  for (const path of ['jobs/new', 'inventory-items/new']) {
    await page.goto(`${plant.url}/${path}`)
    await expect(page.getByRole('heading', { name: 'Your role only looks at these records' })).toBeVisible()
    await expect(page.locator('main form')).toHaveCount(0)
  }
  await page.getByRole('link', { name: 'Back to the records' }).click()
  await expect(page).toHaveURL(/\/inventory-items$/)
  await page.close()
})

test('limits that somebody else saved meanwhile are shown, not overwritten', async ({ signedIn: page, plant, complaints }) => {
  complaints.allow('409 (Conflict)')
  await page.goto(`${plant.url}/settings/company`)
  const reads = page.getByRole('textbox', { name: 'Reads a minute' })
  await reads.fill('700')
  const key = await createKey(plant, 'admin')
  const before = await call(plant, key, 'GET', '/api/company/api-access')
  const theirs = { ...before, reads_per_minute: 900 }
  await call(plant, key, 'PUT', '/api/company/api-access', theirs)
  await page.getByRole('button', { name: 'Save API access' }).click()
  await expect(reads).toHaveValue('900')
  expect((await call(plant, key, 'GET', '/api/company/api-access')).reads_per_minute).toBe(900)
  await reads.fill('800')
  await page.getByRole('button', { name: 'Save API access' }).click()
  await expect.poll(async () => (await call(plant, key, 'GET', '/api/company/api-access')).reads_per_minute).toBe(800)
})
