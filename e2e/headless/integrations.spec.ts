import type { AddressInfo } from 'node:net'
import { expect, type Page } from '@playwright/test'
import { simpleParser } from 'mailparser'
import { generate } from 'selfsigned'
import { SMTPServer } from 'smtp-server'
import { newOauthProvider } from '../../src-main/connectors/kit/test-oauth-provider.ts'
import { seriousOf } from './accessibility.ts'
import { test, told } from './test-plant.ts'

/** A mail server that lets in one account, and what it took. */
async function startMailServer() {
  const subjects: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    closeTimeout: 50,
    onAuth: ({ username, password }, _, done) => {
      if (username === 'plant' && password === 'right') done(null, { user: username })
      else done(Object.assign(new Error('Username and Password not accepted'), { responseCode: 535 }))
    },
    onData: (stream, _, done) => {
      void simpleParser(stream).then(({ subject }) => {
        subjects.push(subject ?? '')
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.server.address() as AddressInfo // it listens on TCP
  return { port, subjects, close: () => new Promise<void>((resolve) => server.close(() => resolve())) }
}

async function sendTest(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Send a test' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'To', exact: true }).fill('ali@example.com')
  await dialog.getByRole('button', { name: 'Send a test' }).click()
  await expect(dialog.getByText('The vendor took it.')).toBeVisible()
  await page.keyboard.press('Escape')
}

test('an admin connects a mail server, is told what is wrong, corrects it, and sends a test', async ({ signedIn: page }) => {
  const server = await startMailServer()
  await page.getByRole('link', { name: 'Integrations' }).click()
  expect(await seriousOf(page)).toEqual([])
  await page.getByRole('textbox', { name: 'Find a service' }).fill('smtp')
  await page.getByRole('link', { name: 'Connect SMTP', exact: true }).click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Office mail')
  await page.getByRole('textbox', { name: 'Server', exact: true }).fill('127.0.0.1')
  await page.getByRole('textbox', { name: 'Port', exact: true }).fill(String(server.port))
  await page.getByRole('combobox', { name: 'Encryption' }).click()
  await page.getByRole('option', { name: 'None (only inside your network)' }).click()
  await page.getByRole('textbox', { name: 'User name', exact: true }).fill('plant')
  await page.getByRole('textbox', { name: 'From address', exact: true }).fill('plant@example.com')
  await page.getByLabel('Password', { exact: true }).fill('wrong')
  expect(await seriousOf(page)).toEqual([])
  await page.getByRole('button', { name: 'Connect' }).click()
  await expect(page.getByText('SMTP did not accept the credentials.')).toBeVisible()
  await expect(page.getByText('Username and Password not accepted')).toBeVisible()

  await page.getByRole('link', { name: 'Integrations' }).first().click()
  await page.getByRole('link', { name: /Office mail/ }).click()
  await page.getByRole('link', { name: 'Settings', exact: true }).last().click()
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('')
  await page.getByLabel('Password', { exact: true }).fill('right')
  await page.getByRole('button', { name: 'Save and test' }).click()
  await told(page, 'Office mail is connected and works.')
  await expect(page.locator('h1').getByText('Active')).toBeVisible()

  await sendTest(page)
  expect(server.subjects).toEqual(['Test from Interlock'])
  await page.getByRole('link', { name: 'Log', exact: true }).click()
  await page.getByRole('row').filter({ hasText: 'sendMail' }).click()
  await expect(page.locator('.detail-panel')).toContainText('Subject: Test from Interlock')
  expect(await seriousOf(page)).toEqual([])
  await server.close()
})

test('an OAuth provider is connected from the page, loses the grant, and is connected again as the same connection', async ({
  signedIn: page,
  context,
}) => {
  const provider = await newOauthProvider()
  const { config, credentials } = provider.client
  await page.goto(`${new URL(page.url()).origin}/settings/integrations/connect/rest_oauth`)
  await expect(page.getByText(/\/api\/integrations\/oauth\/any\/callback/)).toBeVisible()
  for (const [label, value] of [
    ['Client ID', config['client_id']],
    ['Base URL', config['base_url']],
    ['Authorization URL', config['authorization_url']],
    ['Token URL', config['token_url']],
    ['Issuer', config['issuer']],
    ['Scopes', config['scopes']],
  ] as const)
    await page.getByRole('textbox', { name: label, exact: true }).fill(value ?? '')
  await page.getByLabel('Client secret', { exact: true }).fill(credentials.client_secret)
  await page.getByRole('button', { name: 'Connect' }).click()

  const signIn = async (button: string) => {
    const opened = context.waitForEvent('page')
    await page.getByRole('button', { name: button }).click()
    const tab = await opened
    await expect(tab.getByText('REST, OAuth 2 is connected.')).toBeVisible()
    await tab.close()
  }
  await signIn('Sign in')
  await expect(page.locator('h1').getByText('Active')).toBeVisible()
  const address = page.url()

  await provider.endGrants()
  await page.getByRole('button', { name: 'Test', exact: true }).click()
  await expect(page.getByRole('dialog').getByText('REST, OAuth 2 has ended what it had granted.')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.locator('h1').getByText('Error')).toBeVisible()
  await signIn('Reconnect')
  await expect(page.locator('h1').getByText('Active')).toBeVisible()
  expect(page.url()).toBe(address)
  provider.close()
})

/** A mail server over TLS that takes the tokens of a provider and no password. */
async function startTokenServer(tokens: () => readonly string[]) {
  const subjects: string[] = []
  const made = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
  })
  const server = new SMTPServer({
    secure: true,
    key: made.private,
    cert: made.cert,
    authMethods: ['XOAUTH2'],
    closeTimeout: 50,
    onAuth: ({ accessToken = '' }, _, done) =>
      done(null, tokens().includes(accessToken) ? { user: 'plant' } : { data: { status: '401', schemes: 'bearer', scope: 'mail' } }),
    onData: (stream, _, done) => {
      void simpleParser(stream).then(({ subject }) => {
        subjects.push(subject ?? '')
        done()
      })
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.server.address() as AddressInfo // it listens on TCP
  return { port, subjects, certificate: made.cert, close: () => new Promise<void>((resolve) => server.close(() => resolve())) }
}

test('a mail provider is signed in to in the browser, and sends a test through a server of an own authority', async ({
  signedIn: page,
  context,
}) => {
  const provider = await newOauthProvider()
  const server = await startTokenServer(provider.tokens)
  const { config, credentials } = provider.client
  await page.goto(`${new URL(page.url()).origin}/settings/integrations/connect/smtp_oauth`)
  await expect(page.getByText(/http:\/\/localhost:\d+\/api\/integrations\/oauth\/any\/callback/)).toBeVisible()
  for (const [label, value] of [
    ['Client ID', config['client_id']],
    ['Server', '127.0.0.1'],
    ['Port', String(server.port)],
    ['From address', 'plant@example.com'],
    ['Authorization URL', config['authorization_url']],
    ['Token URL', config['token_url']],
    ['Scopes', 'openid'],
  ] as const)
    await page.getByRole('textbox', { name: label, exact: true }).fill(value ?? '')
  await page.getByLabel('Client secret', { exact: true }).fill(credentials.client_secret)
  await page.getByRole('combobox', { name: 'Encryption' }).click()
  await page.getByRole('option', { name: 'TLS', exact: true }).click()
  await page.getByText('Advanced: gateway, proxy and certificates').click()
  await page.getByRole('textbox', { name: 'Trusted authority' }).fill(server.certificate)
  expect(await seriousOf(page)).toEqual([])
  await page.getByRole('button', { name: 'Connect' }).click()

  const opened = context.waitForEvent('page')
  await page.getByRole('button', { name: 'Sign in' }).click()
  const tab = await opened
  await expect(tab.getByText('SMTP, OAuth 2 is connected.')).toBeVisible()
  await tab.close()
  await expect(page.locator('h1').getByText('Active')).toBeVisible()

  await sendTest(page)
  expect(server.subjects).toEqual(['Test from Interlock'])
  await page.getByRole('link', { name: 'Settings', exact: true }).last().click()
  await expect(page.getByText('CN=127.0.0.1').first()).toBeVisible()
  expect(await seriousOf(page)).toEqual([])
  await server.close()
  provider.close()
})
