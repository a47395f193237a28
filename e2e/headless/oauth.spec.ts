import { createServer } from 'node:http'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import Database from 'better-sqlite3'
import * as oidc from 'openid-client'
import { keepSecret, type Plant, test } from './test-plant.ts'

/** An app on the person's own machine that waits for its answer at a port which it just got. */
async function startLoopbackApp() {
  let answered: (url: URL) => void = () => undefined
  const answer = new Promise<URL>((resolve) => {
    answered = resolve
  })
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/callback') === true) answered(new URL(request.url, `http://${request.headers.host}`))
    response.end('Back in the app.')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const redirectUri = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/callback`
  return { redirectUri, answer, close: () => server.close() }
}

async function createClient(page: Page, plant: Plant, name: string): Promise<oidc.Configuration> {
  await page.goto(`${plant.url}/settings/oauth-clients/new`)
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('People who allow it').check()
  await page.getByLabel('Redirect addresses').fill('http://127.0.0.1/callback')
  await page.getByRole('radio', { name: 'Choose for each resource' }).check()
  await page.getByRole('radiogroup', { name: 'Jobs', exact: true }).getByText('Read and write', { exact: true }).click()
  await page.getByRole('button', { name: 'Create client' }).click()
  const secret = await keepSecret(page)
  await expect(page.getByRole('heading', { name })).toBeVisible()
  const clientId = (await page.locator('.detail-panel code').first().textContent()) ?? ''
  return oidc.discovery(new URL(plant.url), clientId, secret, undefined, { execute: [oidc.allowInsecureRequests] })
}

test('a person signs in, allows an app, which works for them until an admin revokes its tokens', async ({
  signedIn: page,
  plant,
  browser,
}) => {
  const config = await createClient(page, plant, 'Shop floor tablet')
  const app = await startLoopbackApp()
  const pkceCodeVerifier = oidc.randomPKCECodeVerifier()
  const start = oidc.buildAuthorizationUrl(config, {
    redirect_uri: app.redirectUri,
    scope: 'openid jobs:read',
    code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
  })
  const visitor = await (await browser.newContext()).newPage()
  await visitor.goto(start.href)
  await visitor.locator('input[type=email]').fill(plant.email)
  await visitor.locator('input[type=password]').fill(plant.password)
  await visitor.keyboard.press('Enter')
  await expect(visitor.getByRole('heading', { name: 'Shop floor tablet asks for access' })).toBeVisible()
  await expect(visitor.getByRole('listitem')).toContainText(['Know who you are', 'Jobs: read'])
  expect((await new AxeBuilder({ page: visitor }).analyze()).violations.filter(({ impact }) => impact === 'serious')).toEqual([])
  await visitor.getByRole('button', { name: 'Allow' }).click()
  const tokens = await oidc.authorizationCodeGrant(config, await app.answer, { pkceCodeVerifier })
  app.close()
  await visitor.context().close()

  const listJobs = () => fetch(`${plant.url}/api/v1/jobs`, { headers: { authorization: `Bearer ${tokens.access_token}` } })
  expect((await listJobs()).status).toBe(200)
  await page.reload()
  await expect(page.getByRole('listitem').filter({ hasText: 'Refresh token' })).toBeVisible()
  await page.getByRole('button', { name: 'Revoke all' }).click()
  await expect(page.getByText('There are none.')).toBeVisible()
  expect((await listJobs()).status).toBe(401)
})

/** A second person of the plant with the owner's password, who may only read. */
function addViewer({ dataDir, email }: Plant): string {
  const control = new Database(join(dataDir, 'control.db'))
  const about = { email, second: 'bora@ozturkmakina.example' }
  control
    .prepare(
      `INSERT INTO users (email, name, password_hash, language, is_active, created_at, updated_at)
       SELECT :second, 'Bora Demir', password_hash, language, is_active, created_at, updated_at FROM users WHERE email = :email`,
    )
    .run(about)
  control
    .prepare(`INSERT INTO company_members (company_id, user_id, role) SELECT 1, id, 'viewer' FROM users WHERE email = :second`)
    .run({ second: about.second })
  control.close()
  return about.second
}

test('whoever is not the person that is signed in switches on the page, and answers as themselves', async ({
  signedIn: page,
  plant,
  browser,
}) => {
  const config = await createClient(page, plant, 'Shared terminal')
  const viewer = addViewer(plant)
  const app = await startLoopbackApp()
  const pkceCodeVerifier = oidc.randomPKCECodeVerifier()
  const start = oidc.buildAuthorizationUrl(config, {
    redirect_uri: app.redirectUri,
    scope: 'openid profile jobs:read jobs:write',
    code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
  })
  const visitor = await (await browser.newContext()).newPage()
  const signIn = async (email: string): Promise<void> => {
    await visitor.locator('input[type=email]').fill(email)
    await visitor.locator('input[type=password]').fill(plant.password)
    await visitor.keyboard.press('Enter')
  }
  await visitor.goto(start.href)
  await signIn(plant.email)
  await expect(visitor.getByText(plant.email)).toBeVisible()
  const question = visitor.url()
  await visitor.getByRole('button', { name: 'Not you?' }).click()
  await expect(visitor).toHaveURL(/\/login/)
  await signIn(viewer)
  await expect(visitor.getByText('You are Bora Demir')).toBeVisible()
  expect(visitor.url()).toBe(question)
  await expect(visitor.getByText('Jobs: read and write: not allowed, your role does not include it')).toBeVisible()
  await visitor.getByRole('button', { name: 'Allow' }).click()
  const tokens = await oidc.authorizationCodeGrant(config, await app.answer, { pkceCodeVerifier, idTokenExpected: true })
  app.close()
  await visitor.context().close()
  expect(tokens.scope).toBe('openid profile jobs:read')
  const person = await oidc.fetchUserInfo(config, tokens.access_token, tokens.claims()?.sub ?? '')
  expect(person.name).toBe('Bora Demir')
})

test('a person who denies sends the app away, and a foreign address gets nobody', async ({ signedIn: page, plant }) => {
  const config = await createClient(page, plant, 'Unwanted app')
  const app = await startLoopbackApp()
  const about = { scope: 'jobs:read', code_challenge: await oidc.calculatePKCECodeChallenge('x'.repeat(43)), code_challenge_method: 'S256' }
  await page.goto(oidc.buildAuthorizationUrl(config, { ...about, redirect_uri: app.redirectUri }).href)
  await page.getByRole('button', { name: 'Deny' }).click()
  expect((await app.answer).searchParams.get('error')).toBe('access_denied')
  await expect(page.getByText('Back in the app.')).toBeVisible()
  app.close()
  await page.goto(oidc.buildAuthorizationUrl(config, { ...about, redirect_uri: 'https://evil.example/callback' }).href)
  await expect(page.getByRole('heading', { name: 'This application may not lead you back there' })).toBeVisible()
  expect(new URL(page.url()).origin).toBe(plant.url)
})

test('a client’s details and the page of an error pass axe', async ({ signedIn: page, plant }) => {
  await createClient(page, plant, 'ERP')
  const id = page.url().split('/').at(-1)
  for (const path of [`/settings/oauth-clients/${id}`, '/oauth/error?error=x']) {
    await page.goto(plant.url + path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    const { violations } = await new AxeBuilder({ page }).analyze()
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    expect(serious.map(({ id: rule, nodes }) => `${path}: ${rule} ${nodes[0]?.html}`)).toEqual([])
  }
})
