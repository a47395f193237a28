import { type Browser, expect, type Page } from '@playwright/test'
import { keepSecret, type Plant, test, told } from './test-plant.ts'

/** A browser of somebody else, on the page that a link opens. */
async function openElsewhere(browser: Browser, url: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage()
  await page.goto(url)
  return page
}

async function invite(page: Page, plant: Plant, person: { name: string; email: string }): Promise<string> {
  await page.goto(`${plant.url}/settings/people`)
  await page.getByRole('link', { name: 'Add person' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill(person.name)
  await page.getByRole('textbox', { name: 'E-mail' }).fill(person.email)
  await page.getByRole('button', { name: 'Create link' }).click()
  return keepSecret(page)
}

test('what the company has once is only looked at in the sandbox, and one click leads to where it is changed', async ({
  signedIn: page,
  plant,
}) => {
  await page.goto(`${plant.url}/settings/company`)
  await expect(page.getByRole('button', { name: 'Save', exact: true }).first()).toBeVisible()
  await page.getByText('Sandbox', { exact: true }).click()
  const notice = page.getByText('This holds for live and sandbox alike, so it is changed in Live only.')
  await expect(notice).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Address' })).toBeDisabled()
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toHaveCount(0)

  await page.goto(`${plant.url}/settings/people`)
  await expect(notice).toBeVisible()
  await expect(page.getByRole('link', { name: 'Add person' })).toHaveCount(0)
  for (const path of ['people/new', 'outgoing-calls', 'api-keys/limits/new']) {
    await page.goto(`${plant.url}/settings/${path}`)
    await expect(notice).toBeVisible()
    await expect(page.locator('fieldset[disabled] input').first()).toBeDisabled()
  }
  await page.goto(`${plant.url}/settings/company`)
  await page.getByRole('button', { name: 'Switch to Live' }).click()
  await expect(notice).toHaveCount(0)
  await page.getByRole('textbox', { name: 'Address' }).fill('Gebze OSB 12')
  await page.keyboard.press('Control+s')
  await told(page, /saved/i)
})

test('a person is invited, joins by the link, gets another role, and is out at once when disabled', async ({
  signedIn: page,
  plant,
  browser,
}) => {
  const link = await invite(page, plant, { name: 'Mehmet Kaya', email: 'mehmet@ozturkmakina.example' })
  const row = page.getByRole('row').filter({ hasText: 'Mehmet Kaya' })
  await expect(row).toContainText('Invited')

  const other = await openElsewhere(browser, link)
  await expect(other.getByRole('heading', { name: 'Join Öztürk Makina' })).toBeVisible()
  await other.locator('input[type=password]').fill('pazartesi sabah vardiyası')
  await other.getByRole('button', { name: 'Join' }).click()
  await expect(other.getByRole('navigation').first()).toBeVisible()
  await expect(row).toContainText('Active')

  await row.click()
  const panel = page.getByRole('complementary', { name: 'Mehmet Kaya' })
  await expect(panel.getByText('Joined as Operator')).toBeVisible()
  await panel.getByRole('combobox', { name: 'Role' }).click()
  await page.getByRole('option', { name: 'Viewer' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Change role' }).click()
  await told(page, 'Mehmet Kaya now has the role Viewer.')
  await expect(panel.getByText('Operator → Viewer')).toBeVisible()

  await panel.getByRole('button', { name: 'Disable' }).click()
  const dialog = page.getByRole('dialog', { name: 'Disable Mehmet Kaya' })
  await expect(dialog).toContainText('They are signed out of this company on 1 device.')
  await expect(dialog).toContainText('0 API keys in their care go on working.')
  await dialog.getByRole('button', { name: 'Disable' }).click()
  await told(page, 'Mehmet Kaya is disabled.')
  await expect(row).toContainText('Disabled')
  // Without anybody touching it: the socket of the window ends, and the window asks who is signed in.
  await expect(other.getByRole('button', { name: 'Sign in' })).toBeVisible()
  await other.locator('input[type=email]').fill('mehmet@ozturkmakina.example')
  await other.locator('input[type=password]').fill('pazartesi sabah vardiyası')
  await other.keyboard.press('Enter')
  await expect(other.getByText('You belong to no company any more.')).toBeVisible()

  await panel.getByRole('button', { name: 'Enable' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Enable' }).click()
  await told(page, 'Mehmet Kaya is enabled.')
  await other.keyboard.press('Enter')
  await expect(other.getByRole('navigation').first()).toBeVisible()
})

test('an invitation is renewed and withdrawn, and its old link says that it is over', async ({
  signedIn: page,
  plant,
  browser,
  complaints,
}) => {
  complaints.allow('404')
  const first = await invite(page, plant, { name: 'Elif Demir', email: 'elif@ozturkmakina.example' })
  await page.getByRole('row').filter({ hasText: 'Elif Demir' }).click()
  await page.getByRole('button', { name: 'New link' }).click()
  const second = await keepSecret(page)
  const other = await openElsewhere(browser, first)
  await expect(other.getByRole('heading', { name: 'This invitation is over' })).toBeVisible()
  await other.goto(second)
  await expect(other.getByRole('button', { name: 'Join' })).toBeVisible()
  await page.getByRole('row').filter({ hasText: 'Elif Demir' }).getByRole('button').click()
  await page.getByRole('menuitem', { name: 'Withdraw' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click()
  await told(page, 'The invitation of Elif Demir is withdrawn.')
  await other.reload()
  await expect(other.getByRole('heading', { name: 'This invitation is over' })).toBeVisible()
})

test('one’s own row cannot be disabled, and the last owner is told why the role stays', async ({ signedIn: page, plant, complaints }) => {
  complaints.allow('409')
  await page.goto(`${plant.url}/settings/people`)
  await page.getByRole('row').filter({ hasText: 'you' }).click()
  const panel = page.getByRole('complementary')
  await expect(panel.getByRole('combobox', { name: 'Role' })).toHaveValue('Owner')
  await expect(panel.getByRole('button', { name: 'Disable' })).toHaveCount(0)
  await panel.getByRole('combobox', { name: 'Role' }).click()
  await page.getByRole('option', { name: 'Admin' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Change role' }).click()
  await expect(page.getByRole('dialog')).toContainText('The company needs an active owner, and this is the last one.')
})
