import AxeBuilder from '@axe-core/playwright'
import { expect } from '@playwright/test'
import { call, createKey, test } from './test-plant.ts'

const dayMs = 86_400_000

test('what ends is found by when and what, and leads to where it is renewed', async ({ signedIn: page, plant }) => {
  const admin = await createKey(plant, 'admin')
  const inDays = (days: number): string => new Date(Date.now() + days * dayMs).toISOString()
  const key = { scopes: ['read'], environment: 'live' }
  await call(plant, admin, 'POST', '/api/api-keys', { ...key, name: 'Label printer', expires_at: inDays(12) })
  await call(plant, admin, 'POST', '/api/api-keys', { ...key, name: 'Weighbridge', expires_at: inDays(200) })
  const client = { name: 'Payroll', environment: 'live', grant_types: ['client_credentials'], scopes: ['read'], redirect_uris: [] }
  await call(plant, admin, 'POST', '/api/oauth/clients', { ...client, expires_at: inDays(20) })

  await page.goto(plant.url)
  await page.getByRole('navigation').first().getByRole('link', { name: 'Expiry' }).click()
  const table = page.getByRole('grid', { name: 'Expiry' }).or(page.getByRole('table', { name: 'Expiry' }))
  const row = (name: string) => table.getByRole('row').filter({ hasText: name })
  await expect(row('Label printer')).toContainText('12 days left')
  await expect(row('Weighbridge')).toContainText('200 days')

  await page.getByText('Within 30 days', { exact: true }).click()
  await expect(row('Weighbridge')).toHaveCount(0)
  await expect(row('Payroll')).toContainText('20 days left')
  await page.getByText('Within 7 days', { exact: true }).click()
  await expect(page.getByText('Nothing ends that soon')).toBeVisible()
  await page.goto(`${plant.url}/settings/expiry?within=30&kind=api_key`)
  await expect(row('Payroll')).toHaveCount(0)
  expect((await new AxeBuilder({ page }).analyze()).violations.filter(({ impact }) => impact === 'serious')).toEqual([])

  await row('Label printer').click()
  await expect(page).toHaveURL(/settings\/api-keys\/\d+/)
  await expect(page.getByRole('heading', { name: 'Label printer' })).toBeVisible()
})
