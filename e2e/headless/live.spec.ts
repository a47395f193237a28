import { expect } from '@playwright/test'
import { call, createKey, test } from './test-plant.ts'

test('what the API creates and changes appears in an open list and panel without reloading or asking again', async ({
  signedIn: page,
  plant,
}) => {
  const key = await createKey(plant, 'write')
  await page.goto(`${plant.url}/customers`)
  await expect(page.getByRole('status').filter({ hasText: 'Up to date' })).toBeVisible()
  const { id } = await call(plant, key, 'POST', '/api/v1/customers', { name: 'Canlı Kalıp A.Ş.' })
  await page.getByRole('gridcell', { name: 'Canlı Kalıp A.Ş.' }).click()
  const panel = page.getByRole('complementary').last()
  // A panel that still reads would show the change by itself, and then read once more when it is told of it.
  await expect(panel.getByText('Canlı Kalıp A.Ş.').first()).toBeVisible()
  await call(plant, key, 'PATCH', `/api/v1/customers/${id}`, { city: 'Gebze', version: 1 })
  await expect(panel.getByText('Gebze').first()).toBeVisible()

  let requests = 0
  page.on('request', () => {
    requests += 1
  })
  await page.waitForTimeout(12_000)
  expect(requests).toBe(0)
})

test('the window says when it is not live, and shows afterwards what it missed', async ({ signedIn: page, plant, complaints }) => {
  complaints.allow('WebSocket')
  complaints.allow('ERR_CONNECTION_REFUSED')
  const key = await createKey(plant, 'write')
  await page.goto(`${plant.url}/customers`)
  await expect(page.getByRole('status').filter({ hasText: 'Up to date' })).toBeVisible()
  await plant.stop()
  await expect(page.getByText('Reconnecting')).toBeVisible()
  await plant.restart()
  await call(plant, key, 'POST', '/api/v1/customers', { name: 'Geri Dönen Ltd.' })
  await expect(page.getByRole('status').filter({ hasText: 'Up to date' })).toBeVisible({ timeout: 30_000 })
  await expect(page.getByRole('gridcell', { name: 'Geri Dönen Ltd.' })).toBeVisible()
})
