import { expect, type Page } from '@playwright/test'
import { violationsOf } from './accessibility.ts'
import { call, createKey, signIn, test } from './test-plant.ts'

interface Opening {
  readonly name: string
  readonly path: string
  readonly open: (page: Page) => Promise<void>
  /** What is on top then. */
  readonly role: 'dialog' | 'menu'
}

const click = (name: string) => (page: Page) => page.getByRole('button', { name, exact: true }).first().click()

const more = async (page: Page): Promise<void> => {
  await click('More actions')(page)
  await page.getByRole('menuitem', { name: 'Delete' }).hover()
}

/** An action in the menu of the event consumer. */
const ofConsumer = (action: string) => async (page: Page) => {
  await click('Actions for erp')(page)
  await page.getByRole('menuitem', { name: action }).click()
}

const openings: readonly Opening[] = [
  { name: 'search', path: '/', open: (page) => page.keyboard.press('Control+k'), role: 'dialog' },
  { name: 'person', path: '/', open: (page) => page.getByRole('button', { name: /account and settings$/ }).click(), role: 'menu' },
  { name: 'bell', path: '/', open: (page) => page.getByRole('button', { name: /unread notifications?$/ }).click(), role: 'dialog' },
  { name: 'more of a customer', path: '/customers/2', open: more, role: 'menu' },
  {
    name: 'delete a customer',
    path: '/customers/2',
    open: async (page) => {
      await more(page)
      await page.getByRole('menuitem', { name: 'Delete' }).click()
    },
    role: 'dialog',
  },
  { name: 'cancel a job', path: '/jobs/4', open: click('Cancel job'), role: 'dialog' },
  { name: 'cancel an invoice', path: '/invoices/1', open: click('Cancel invoice'), role: 'dialog' },
  { name: 'send an invoice', path: '/invoices/1', open: click('Send as e-invoice'), role: 'dialog' },
  { name: 'revoke a key', path: '/settings/api-keys/1', open: click('Revoke key'), role: 'dialog' },
  { name: 'rotate a key', path: '/settings/api-keys/1', open: click('Rotate key'), role: 'dialog' },
  { name: 'delete a webhook', path: '/settings/webhooks/1/settings', open: click('Delete webhook'), role: 'dialog' },
  { name: 'add a consumer', path: '/settings/webhooks', open: click('Add consumer'), role: 'dialog' },
  { name: 'change a consumer', path: '/settings/webhooks', open: ofConsumer('Change events'), role: 'dialog' },
  { name: 'rewind a consumer', path: '/settings/webhooks', open: ofConsumer('Fetch again since'), role: 'dialog' },
  { name: 'rotate the secret of a consumer', path: '/settings/webhooks', open: ofConsumer('Replace secret'), role: 'dialog' },
  { name: 'delete a consumer', path: '/settings/webhooks', open: ofConsumer('Delete'), role: 'dialog' },
  { name: 'send a test mail', path: '/settings/integrations/1', open: click('Send a test'), role: 'dialog' },
  { name: 'sign out everywhere', path: '/settings/account', open: click('Sign out everywhere'), role: 'dialog' },
]

// What is wrong is said in words; a trace of all of this costs more than looking.
test.use({ trace: 'off' })

test('every dialog and menu is free of serious accessibility violations, keeps the focus, and closes by Escape', async ({
  page,
  demoPlant,
}) => {
  test.setTimeout(240_000)
  page.setDefaultTimeout(15_000)
  // The sample plant is Turkish.
  await page.addInitScript(() => localStorage.setItem('interlock.language', '"en"'))
  await page.setViewportSize({ width: 1024, height: 700 })
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await signIn(page, demoPlant)
  const key = await createKey(demoPlant, 'admin')
  await call(demoPlant, key, 'POST', '/api/webhooks', { name: 'MES', url: 'http://127.0.0.1:9/', events: ['job.*'] })
  await call(demoPlant, key, 'POST', '/api/event-consumers', { name: 'erp', events: ['job.*'] })
  const config = { host: '127.0.0.1', port: 9, security: 'none', from_address: 'plant@example.com' }
  await call(demoPlant, key, 'POST', '/api/integrations/smtp/connect', { config })
  for (const { name, path, open, role } of openings) {
    await page.goto(demoPlant.url + path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await open(page)
    const top = page.getByRole(role)
    await expect(top, name).toBeVisible()
    expect(await violationsOf(page), name).toEqual([])
    await page.keyboard.press('Tab')
    await expect(top.locator(':focus'), `${name} keeps the focus`).toHaveCount(1)
    await page.keyboard.press('Escape')
    await expect(top, name).toBeHidden()
  }
})
