import { expect, type Page } from '@playwright/test'
import { call, createKey, test, told } from './test-plant.ts'

const panel = (page: Page) => page.getByRole('complementary').last()

test('an asset, whose pages come from its declaration, is created, edited, moved, found and deleted by clicks', async ({
  signedIn: page,
  plant,
  complaints,
}) => {
  complaints.allow('409 (Conflict)')
  await page.goto(`${plant.url}/assets`)
  await expect(page.getByText('No assets yet')).toBeVisible()
  await page.getByRole('link', { name: 'New asset' }).first().click()

  await page.getByRole('textbox', { name: 'Name' }).fill('Abkant pres')
  await page.getByRole('combobox', { name: 'Category' }).click()
  await page.getByRole('option', { name: 'Measuring device' }).click()
  await page.getByRole('textbox', { name: 'Serial number' }).fill('AP-4471')
  await page.getByRole('button', { name: 'Create asset' }).click()
  await told(page, /AST-\d+ is saved/)
  await expect(panel(page).getByText('AP-4471')).toBeVisible()
  const id = Number(/assets\/(\d+)/.exec(page.url())?.[1])

  await panel(page).getByRole('link', { name: 'Edit' }).click()
  await page.getByRole('textbox', { name: 'Location' }).fill('Hall B')
  await call(plant, await createKey(plant, 'write'), 'PATCH', `/api/v1/assets/${id}`, { manufacturer: 'Durma', version: 1 })
  await page.keyboard.press('Control+s')
  await expect(page.getByText('They changed: Manufacturer.')).toBeVisible()
  await page.getByRole('button', { name: 'Keep my changes' }).click()
  await expect(panel(page).getByText('Hall B')).toBeVisible()
  await expect(panel(page).getByText('Durma')).toBeVisible()

  await panel(page).getByRole('button', { name: 'Report breakdown' }).click()
  await page.getByRole('textbox', { name: 'Reason' }).fill('Hydraulic leak')
  await page.getByRole('dialog').getByRole('button', { name: 'Report breakdown' }).click()
  await told(page, `AST-${id}: Broken down`)
  await expect(panel(page).getByText('Operational → Broken down: Hydraulic leak')).toBeVisible()

  await page.goto(`${plant.url}/assets`)
  await page.getByRole('textbox', { name: 'Name or key' }).fill('abkant')
  await expect(page.getByRole('gridcell', { name: 'Abkant pres' })).toBeVisible()
  await page.getByRole('button', { name: 'Retired' }).click()
  await expect(page.getByText('Nothing matches these filters')).toBeVisible()

  await page.keyboard.press('Control+k')
  await page.keyboard.type(`ast-${id}`)
  await page.getByRole('dialog').getByText('Abkant pres').click()
  await panel(page).getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await told(page, `AST-${id} is deleted.`)
  await expect(page.getByText('No assets yet')).toBeVisible()
})

test('an incident is closed with its root cause, which the dialog asks for', async ({ signedIn: page, plant }) => {
  const key = await createKey(plant, 'write')
  const incident = await call(plant, key, 'POST', '/api/v1/incidents', { title: 'Kaygan zemin', occurred_at: '2026-11-20T09:15:00Z' })
  await page.goto(`${plant.url}/incidents/${incident.id}`)
  await panel(page).getByRole('button', { name: 'Close', exact: true }).last().click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('textbox', { name: 'Root cause' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(panel(page).getByRole('button', { name: 'Close', exact: true }).last()).toBeFocused()
  await page.keyboard.press('Enter')
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(dialog.getByText('Fill this in.')).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Root cause' }).fill('Yağ sızıntısı')
  await dialog.getByRole('textbox', { name: 'Outcome' }).fill('Conta değişti')
  await dialog.getByRole('button', { name: 'Close' }).click()
  await told(page, `${incident.incident_key}: Closed`)
  expect(await call(plant, key, 'GET', `/api/v1/incidents/${incident.id}`)).toMatchObject({
    status: 'closed',
    root_cause: 'Yağ sızıntısı',
    status_note: 'Conta değişti',
  })
})

test('what keeps a customer from being deleted is said beforehand, with the way to it', async ({ signedIn: page, plant }) => {
  const key = await createKey(plant, 'write')
  const customer = await call(plant, key, 'POST', '/api/v1/customers', { name: 'Çağrı Şişe' })
  const job = await call(plant, key, 'POST', '/api/v1/jobs', { title: 'Kapak kalıbı', customer_id: customer.id })
  await page.goto(`${plant.url}/customers/${customer.id}`)
  const askToDelete = async (): Promise<void> => {
    await panel(page).getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
  }
  await askToDelete()
  await expect(page.getByRole('dialog').getByRole('link', { name: 'Jobs' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(panel(page).getByRole('button', { name: 'More actions' })).toBeFocused()
  await askToDelete()
  await page.getByRole('dialog').getByRole('link', { name: 'Jobs' }).click()
  await expect(page.getByRole('gridcell', { name: 'Kapak kalıbı' })).toBeVisible()
  const other = await call(plant, key, 'POST', '/api/v1/customers', { name: 'Güneş Otomotiv' })
  await call(plant, key, 'PATCH', `/api/v1/jobs/${job.id}`, { customer_id: other.id, version: 1 })
  await page.goto(`${plant.url}/customers/${customer.id}`)
  await askToDelete()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await told(page, `${customer.customer_key} is deleted.`)
})

test('the navigation shows what the company uses, and what somebody pins', async ({ signedIn: page, plant }) => {
  const navigation = page.getByRole('navigation', { name: 'Main navigation' })
  await expect(navigation.getByRole('link', { name: 'Near misses' })).toHaveCount(0)
  await navigation.getByRole('button', { name: 'More records', exact: true }).click()
  await navigation.getByRole('link', { name: 'Near misses' }).hover()
  await navigation.getByRole('button', { name: 'Keep Near misses in sight' }).click()
  await navigation.getByRole('button', { name: 'More records', exact: true }).click()
  await page.goto(`${plant.url}/`)
  await expect(navigation.getByRole('link', { name: 'Near misses' })).toBeVisible()
})

test('who types a search keeps the focus when it takes the open record out of the list', async ({ signedIn: page, plant }) => {
  const key = await createKey(plant, 'write')
  await call(plant, key, 'POST', '/api/v1/customers', { name: 'Bora Döküm' })
  // The newest, so that the row that takes its place is there to lose the focus to.
  const opened = await call(plant, key, 'POST', '/api/v1/customers', { name: 'Ana Kalıp' })
  await expect.poll(async () => (await call(plant, key, 'GET', '/api/v1/customers?q=bora')).data.length).toBe(1)
  await page.goto(`${plant.url}/customers/${opened.id}`)
  await expect(page.getByRole('gridcell', { name: 'Ana Kalıp' })).toBeVisible()
  const search = page.locator('.filter-search input')
  await search.click()
  await search.pressSequentially('bora')
  await expect(page.getByRole('gridcell', { name: 'Bora Döküm' })).toBeVisible()
  await expect(page.getByRole('gridcell', { name: 'Ana Kalıp' })).toHaveCount(0)
  await expect(panel(page).getByText('Ana Kalıp')).toBeVisible()
  await expect(search).toBeFocused()
})
