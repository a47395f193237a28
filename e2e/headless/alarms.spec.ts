import { expect, type Page } from '@playwright/test'
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

/** Lets the page tell the desktop, and keeps what it tells; the first try to claim it fails. */
async function watchDesktop(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.addInitScript(() => {
    const told: string[] = []
    const Notification = Object.assign(
      function (this: object, title: string) {
        told.push(title)
      },
      { permission: 'granted' },
    )
    Object.assign(window, { Notification, told })
  })
  await page.route('**/api/notifications/claim', (route) => route.abort(), { times: 1 })
  return () => page.evaluate(() => (window as unknown as { told: string[] }).told)
}

test('an alarm rings the bell, is told on the desktop, acknowledged with a note, and shelved', async ({
  signedIn: page,
  plant,
  complaints,
}) => {
  complaints.allow('net::ERR_FAILED')
  const key = await createKey(plant, 'admin')
  const toldDesktop = await watchDesktop(page)
  await call(plant, key, 'PUT', '/api/alarm-rules/disk_space', rule)
  await page.goto(plant.url)
  // The plant is looked at every 15 s.
  const bell = page.getByRole('button', { name: '1 unread notification' })
  await expect(bell).toBeVisible({ timeout: 30_000 })
  await expect.poll(toldDesktop).toEqual(['The disk is nearly full'])
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
