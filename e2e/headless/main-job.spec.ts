import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'

const dataDir = mkdtempSync(join(tmpdir(), 'interlock-e2e-'))
let server: ChildProcess
let url = ''
let password = ''

test.beforeAll(async () => {
  server = spawn(process.execPath, ['out/main/main.node.js', 'serve', '--data-dir', dataDir, '--port', '0', '--demo'])
  const { stdout } = server
  if (stdout === null) throw new Error('the server has no output')
  for await (const line of createInterface({ input: stdout })) {
    url = /ready at (\S+)/.exec(line)?.[1] ?? url
    password = /with the password (\S+)/.exec(line)?.[1] ?? ''
    if (password !== '') break
  }
})

test.afterAll(async () => {
  const exited = once(server, 'exit')
  server.kill('SIGTERM')
  expect((await exited)[0]).toBe(0)
  rmSync(dataDir, { recursive: true, force: true })
})

/** What a page must never do: fail in the console, or ask anybody but this machine. */
function watch(page: Page): string[] {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    const isRefusedSession = message.text().includes('401')
    if (message.type() === 'error' && !isRefusedSession) complaints.push(message.text())
  })
  page.on('request', (request) => {
    const target = new URL(request.url())
    if (target.protocol.startsWith('http') && target.hostname !== '127.0.0.1') complaints.push(`asked ${request.url()}`)
  })
  return complaints
}

async function signIn(page: Page): Promise<void> {
  await page.goto(`${url}/login`)
  await page.locator('input[type=email], input[name=email], input').first().fill('ayse@ozturkmakina.example')
  await page.locator('input[type=password]').fill(password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('navigation').first()).toBeVisible()
}

test('a finished job becomes a proforma that is previewed, issued and saved', async ({ page }) => {
  const complaints = watch(page)
  await signIn(page)
  await page.goto(`${url}/invoices/new?jobs=9`)
  await expect(page.locator('canvas').first()).toBeVisible()
  await page.getByRole('button', { name: /^(Faturayı kes|Issue)/ }).click()
  await expect(page.getByRole('heading', { name: /PRO-\d{4}-0002/ })).toBeVisible()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: /PDF/ }).click()
  const file = await (await download).path()
  expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-')
  await page.goto(`${url}/jobs/JOB-9`)
  await expect(page.getByText(/Faturalandı|Invoiced/).last()).toBeVisible()
  expect(complaints).toEqual([])
})

test('a wrong password is refused in words and the page stays usable', async ({ page }) => {
  await page.goto(`${url}/login`)
  await page.locator('input').first().fill('ayse@ozturkmakina.example')
  await page.locator('input[type=password]').fill('not-the-password')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert').first()).toBeVisible()
})

for (const scheme of ['light', 'dark'] as const) {
  test(`every page is free of serious accessibility violations at 1024x700, ${scheme}`, async ({ page }) => {
    await page.setViewportSize({ width: 1024, height: 700 })
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    const complaints = watch(page)
    await signIn(page)
    const paths = [
      '/',
      '/jobs',
      '/customers',
      '/invoices',
      '/settings/webhooks',
      '/settings/api-keys',
      '/events',
      '/requests',
      '/settings/company',
    ]
    for (const path of paths) {
      await page.goto(url + path)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      const { violations } = await new AxeBuilder({ page }).analyze()
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      expect(serious.map(({ id, nodes }) => `${path}: ${id} ${nodes[0]?.html}`)).toEqual([])
    }
    expect(complaints).toEqual([])
  })
}
