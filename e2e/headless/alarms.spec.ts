import { expect } from '@playwright/test'
import { call, createKey, test, told } from './test-plant.ts'

/** Every disk has less than this free. */
const rule = {
  is_enabled: true,
  priority: 'critical',
  threshold: 99,
  deadband: 0,
  on_delay_seconds: 0,
  off_delay_seconds: 0,
  escalation: [],
  version: 0,
}

test('an alarm rings the bell, is acknowledged with a note, and shelved', async ({ signedIn: page, plant }) => {
  const key = await createKey(plant, 'admin')
  await call(plant, key, 'PUT', '/api/alarm-rules/disk_space', rule)
  await page.goto(plant.url)
  // The plant is looked at every 15 s.
  const bell = page.getByRole('button', { name: '1 unread notification' })
  await expect(bell).toBeVisible({ timeout: 30_000 })
  await bell.click()
  await page.getByRole('link', { name: 'The disk is nearly full' }).click()
  await expect(page).toHaveURL(/\/alarms\/1$/)
  await expect(page.getByRole('button', { name: 'Notifications', exact: true })).toBeVisible({ timeout: 30_000 })

  const panel = page.getByRole('complementary')
  await expect(panel).toContainText('Active, not acknowledged')
  await panel.getByRole('button', { name: 'Acknowledge' }).click()
  await page.getByLabel('Note').fill('New disk ordered')
  await page.getByRole('dialog').getByRole('button', { name: 'Acknowledge' }).click()
  await told(page, 'The alarm is acknowledged.')
  await expect(panel).toContainText('Active, acknowledged')
  await expect(panel).toContainText('Acknowledged: New disk ordered')

  await panel.getByRole('button', { name: 'Shelve' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Shelve' }).click()
  await told(page, 'The alarm is shelved.')
  await expect(page.getByRole('row').filter({ hasText: 'ALM-1' })).toContainText('Shelved')
  await panel.getByRole('button', { name: 'Bring back now' }).click()
  await expect(panel).toContainText('Active, not acknowledged')
})

test('what is watched and what one is told of is set in the window', async ({ signedIn: page, plant }) => {
  await page.goto(`${plant.url}/settings/alarms`)
  const errors = page.getByRole('region', { name: 'Errors of the API' })
  await errors.getByLabel('Alarms from (percent)').fill('40')
  await errors.getByRole('button', { name: 'Add step' }).click()
  await errors.getByRole('button', { name: 'Save' }).click()
  await expect(errors).toContainText('Choose at least one person.')
  await errors.getByRole('combobox', { name: 'People' }).press('ArrowDown')
  await page.getByRole('option').first().click()
  await errors.getByRole('button', { name: 'Save' }).click()
  await told(page, 'The alarm is set.')

  await page.goto(`${plant.url}/settings/notifications`)
  await page.getByLabel('Downtimes: Desktop').check()
  await page.getByLabel('Quiet hours').check()
  await page.getByLabel('From').fill('21:30')
  await page.getByRole('button', { name: 'Save' }).click()
  await told(page, 'Your settings are saved.')
  await page.reload()
  await expect(page.getByLabel('From')).toHaveValue('21:30')
  await expect(page.getByLabel('Downtimes: Desktop')).toBeChecked()
})
