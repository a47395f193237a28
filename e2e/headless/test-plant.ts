import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect, type Page } from '@playwright/test'
import { mustRunInterlock, startServer } from '../../scripts/interlock-process.ts'

/** A running Interlock, built as it ships, and who may sign in. */
export interface Plant {
  readonly dataDir: string
  readonly url: string
  readonly email: string
  readonly password: string
  /** What `serve` printed. */
  readonly printed: () => string
  /** SIGTERM and the end. */
  readonly stop: () => Promise<void>
  /** The same data folder on the same port again. */
  readonly restart: () => Promise<void>
}

const email = 'ayse@ozturkmakina.example'
const password = 'correct horse battery staple'

/** What a page must not do: throw, complain in the console, or ask anybody but this machine. */
interface Complaints {
  /** The page is meant to fail here: lines of the console with this text do not count. */
  readonly allow: (text: string) => void
}

interface Fixtures {
  readonly complaints: Complaints
  /** `plant` with its owner signed in, on the overview. */
  readonly signedIn: Page
}

interface WorkerFixtures {
  /** One company with its owner and nothing else. */
  readonly plant: Plant
  /** The sample plant of `--demo`. */
  readonly demoPlant: Plant
  /** Nobody owns it yet. */
  readonly newPlant: Plant
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  plant: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are wanted from this pattern
    async ({}, use) => {
      const init = ['init', '--company', 'Öztürk Makina', '--email', email, '--password-stdin']
      await withPlant(use, {
        prepare: (dataDir) => mustRunInterlock([...init, '--data-dir', dataDir], { input: `${password}\n`, entry: 'built' }),
      })
    },
    { scope: 'worker' },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: as above
  demoPlant: [async ({}, use) => withPlant(use, { isDemo: true }), { scope: 'worker' }],
  // biome-ignore lint/correctness/noEmptyPattern: as above
  newPlant: [async ({}, use) => withPlant(use, {}), { scope: 'worker' }],
  complaints: [
    async ({ page }, use) => {
      const { found, allow } = watch(page)
      await use({ allow })
      expect(found()).toEqual([])
    },
    { auto: true },
  ],
  signedIn: async ({ page, plant }, use) => {
    await signIn(page, plant)
    await use(page)
  },
})

interface PlantOptions {
  readonly prepare?: (dataDir: string) => Promise<unknown>
  readonly isDemo?: boolean
}

async function withPlant(use: (plant: Plant) => Promise<void>, { prepare, isDemo = false }: PlantOptions): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'interlock-e2e-'))
  await prepare?.(dataDir)
  let server = await startServer({ dataDir, entry: 'built', isDemo })
  const { url } = server
  const stop = async (): Promise<void> => {
    expect((await server.stop()).exitCode).toBe(0)
  }
  const printed = (): string => server.output().stdout
  await use({
    dataDir,
    url,
    email,
    password: isDemo ? await within(printed, /with the password (\S+)/) : password,
    printed,
    stop,
    restart: async () => {
      server = await startServer({ dataDir, entry: 'built', port: Number(new URL(url).port) })
    },
  })
  await stop()
  rmSync(dataDir, { recursive: true, force: true })
}

/** Waits until what was printed has it. */
export async function within(printed: () => string, pattern: RegExp): Promise<string> {
  await expect.poll(() => pattern.test(printed())).toBe(true)
  return pattern.exec(printed())?.[1] ?? ''
}

function watch(page: Page) {
  const complaints: string[] = []
  // A visitor without a session is answered 401, and the browser says so in the console.
  const allowed = ['401 (Unauthorized)']
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('request', (request) => {
    const target = new URL(request.url())
    if (target.protocol.startsWith('http') && target.hostname !== '127.0.0.1') complaints.push(`asked ${request.url()}`)
  })
  return {
    found: () => complaints.filter((complaint) => !allowed.some((text) => complaint.includes(text))),
    allow: (text: string) => void allowed.push(text),
  }
}

export async function signIn(page: Page, plant: Plant): Promise<void> {
  await page.goto(`${plant.url}/login`)
  await page.locator('input[type=email]').fill(plant.email)
  await page.locator('input[type=password]').fill(plant.password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('navigation').first()).toBeVisible()
}

/** Waits for the message at the corner, and reads it. */
export const told = (page: Page, text: string | RegExp) =>
  expect(page.locator('.mantine-Notifications-root').getByText(text).first()).toBeVisible()

/** Reads the secret that is shown once, and confirms that it is kept. */
export async function keepSecret(page: Page): Promise<string> {
  const secret = await page.locator('.secret code').textContent()
  await page.getByRole('button', { name: 'I have saved it' }).click()
  return secret ?? ''
}

/** A key for calls beside the window, as an administrator makes it in a terminal. */
export async function createKey(plant: Plant, scopes: string, environment: 'live' | 'sandbox' = 'live'): Promise<string> {
  const about = ['--company', 'ozturk-makina', '--env', environment, '--name', `Test ${scopes}`, '--scopes', scopes, '--json']
  return JSON.parse(await mustRunInterlock(['key', 'create', '--data-dir', plant.dataDir, ...about], { entry: 'built' })).key
}

/** Calls the public API as a system on the LAN does. */
export async function call(plant: Plant, key: string, method: string, path: string, body?: object) {
  const response = await fetch(plant.url + path, {
    method,
    headers: { 'X-API-Key': key, 'Content-Type': 'application/json', 'X-Idempotency-Key': crypto.randomUUID() },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const answer = await response.json()
  expect(response.status, JSON.stringify(answer)).toBeLessThan(300)
  return answer
}
