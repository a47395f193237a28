import { expect } from '@playwright/test'
import { call, createKey, keepSecret, type Plant, test, told } from './test-plant.ts'

interface Polled {
  readonly data: readonly { readonly event: string }[]
  readonly iterator: string
}

const poll = (plant: Plant, key: string, iterator?: string): Promise<Polled> =>
  call(plant, key, 'GET', `/api/v1/event-consumers/erp/poll${iterator === undefined ? '' : `?iterator=${iterator}`}`)

const eventsOf = ({ data }: Polled) => data.map(({ event }) => event)

test('a system that fetches its events is added, changed, rewound and deleted in the window', async ({
  signedIn: page,
  plant,
  complaints,
}) => {
  complaints.allow('400 (Bad Request)')
  const key = await createKey(plant, 'write,webhooks:read')
  const action = async (name: string): Promise<void> => {
    await page.getByRole('button', { name: 'Actions for erp' }).click()
    await page.getByRole('menuitem', { name }).click()
  }
  const dialog = page.getByRole('dialog')
  await page.goto(`${plant.url}/settings/webhooks`)
  await page.getByRole('button', { name: 'Add consumer' }).click()
  await dialog.getByLabel('Name').fill('erp')
  await dialog.getByLabel('customer.created').check()
  await dialog.getByRole('button', { name: 'Add consumer' }).click()
  await keepSecret(page)
  const row = page.getByRole('row').filter({ has: page.getByRole('cell', { name: 'erp', exact: true }) })
  await expect(row).toContainText('customer.created')

  await call(plant, key, 'POST', '/api/v1/customers', { name: 'Uzak Kalıp' })
  const first = await poll(plant, key)
  expect(eventsOf(first)).toEqual(['customer.created'])
  expect(eventsOf(await poll(plant, key, first.iterator))).toEqual([])

  await action('Change events')
  await dialog.getByLabel('customer.updated').check()
  await dialog.getByLabel('Filter').fill('data.customer !!')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog.getByText(/character/).last()).toBeVisible()
  await dialog.getByLabel('Filter').fill('data.customer.name = "Uzak Kalıp"')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await told(page, '“erp” is saved.')
  await expect(row).toContainText('customer.created, customer.updated')
  await expect(row).toContainText('where data.customer.name = "Uzak Kalıp"')

  await action('Fetch again since')
  await dialog.getByRole('button', { name: 'Fetch again' }).click()
  await told(page, /“erp” is \d+ events? behind/)
  expect(eventsOf(await poll(plant, key))).toEqual(['customer.created'])

  await action('Delete')
  await dialog.getByRole('button', { name: 'Delete' }).click()
  await told(page, '“erp” was deleted.')
  await expect(row).toHaveCount(0)
})
