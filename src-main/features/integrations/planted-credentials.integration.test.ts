import { readdirSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createTestApp } from '../../app/test-app.ts'
import { connectors } from '../../connectors/registry.ts'
import { startSmtpServer } from '../../connectors/smtp/test-smtp-server.ts'
import { makeCertificate } from '../../infra/outbound/test-certificates.ts'

/** A vendor that refuses everything and repeats all that it was sent, as some do. */
async function startEcho(): Promise<string> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const message = `you sent ${request.url} ${JSON.stringify(request.headers)} ${Buffer.concat(chunks)}`
    response.writeHead(401, { 'content-type': 'application/json', 'x-echo': String(request.headers.authorization ?? '') })
    response.end(JSON.stringify({ code: 'unauthorized', message, error: { code: 401, message } }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}` // it listens on TCP
}

/** Settings by their names; those of one name are the same for all connectors, but for a few. */
const settings: Readonly<Record<string, string | number>> = {
  access_key_id: 'AKIAIOSFODNN7EXAMPLE',
  account_sid: `AC${'0123456789abcdef'.repeat(2)}`,
  api_key: 'a1b2c3d4',
  authorization_url: 'http://127.0.0.1:9/auth',
  client_id: 'plant',
  from_address: 'plant@example.com',
  host: '127.0.0.1',
  page_id: '106540352242922',
  phone_number_id: '106540352242922',
  port: 9,
  region: 'eu-central-1',
  scopes: 'mail',
  sender: 'OZTURK',
  token_url: 'http://127.0.0.1:9/token',
  user_code: '8508500000',
  user_name: 'plant',
}

const own: Readonly<Record<string, Readonly<Record<string, string | number>>>> = {
  sendgrid: { region: 'eu' },
  smtp: { security: 'none' },
  twilio_whatsapp: { sender: '+905551112233' },
}

/** Credentials that have a form of their own. */
const formed: Readonly<Record<string, string>> = {
  api_secret: 'planted-secret-01234',
  bot_token: '123456789:planted-token-0123456789abcdefghi',
}

interface Fields {
  readonly properties: Readonly<Record<string, unknown>>
  readonly required?: readonly string[]
}

/** What is known of the fields of a form. A field that it needs and that is not known is refused, which says its name. */
const filled = ({ properties }: Fields, values: Readonly<Record<string, string | number>>) =>
  Object.fromEntries(Object.keys(properties).flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])))

/** Everything on disk, as text. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, 'latin1'))
}

const formsOf = (secret: string) => [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')]

test.each(connectors.map(({ type }) => type))('nothing that %s writes or answers has its credentials in it', async (type) => {
  const app = await createTestApp()
  const key = await app.createKey(['admin'])
  const url = await startEcho()
  // It refuses the password.
  const mailServer = await startSmtpServer()
  const list = async () => app.request('GET', '/api/integrations', { key })
  const integration = (await list()).body.data.find((one: { type: string }) => one.type === type)
  const planted = Object.fromEntries(
    Object.keys(integration.credentials.properties).map((name) => [name, formed[name] ?? `planted-${name}-0123456789abcdef`]),
  )
  const { cert, key: privateKey } = await makeCertificate('Interlock')
  const proxyPassword = 'planted-proxy-0123456789abcdef'
  const body = {
    config: filled(integration.config, { ...settings, base_url: url, ...own[type], ...(type === 'smtp' ? { port: mailServer.port } : {}) }),
    credentials: planted,
    network: {
      ...(integration.has_base_url && integration.config.properties.base_url === undefined ? { base_url: url } : {}),
      client: { certificate: cert, private_key: privateKey },
      proxy: { url: 'http://127.0.0.1:9', user_name: 'plant', password: proxyPassword },
    },
  }
  const connected = await app.request('POST', `/api/integrations/${type}/connect`, { key, body })
  expect([connected.status, connected.status === 201 ? '' : connected.text]).toEqual([201, ''])
  const answers = [
    connected,
    await list(),
    await app.request('POST', `/api/integrations/test/${type}`, { key, body }),
    await app.request('GET', '/api/connections/1/calls', { key }),
    await app.request('GET', '/api/connections/1/calls/1', { key }),
    await app.request('GET', '/api/expiry', { key }),
    await app.request('GET', '/api/v1/events', { key }),
  ]
  await app.close()
  const texts = [...answers.map(({ text }) => text), ...filesIn(app.dataDir)]
  // A line of the key, as it stands in any file that holds it.
  const ofKey = privateKey.split('\n')[1] ?? ''
  expect(ofKey.length).toBeGreaterThan(40)
  const leaked = [...Object.values(planted).flatMap(formsOf), ...formsOf(proxyPassword), ofKey].filter((form) =>
    texts.some((text) => text.includes(form)),
  )
  expect(leaked).toEqual([])
})

test('the search finds what is written in the clear', async () => {
  const app = await createTestApp()
  const key = await app.createKey(['admin'])
  const body = { name: 'planted-name-0123456789', config: { host: '127.0.0.1', port: 9, security: 'none', from_address: 'a@example.com' } }
  await app.request('POST', '/api/integrations/smtp/connect', { key, body })
  await app.close()
  expect(filesIn(app.dataDir).some((text) => text.includes(body.name))).toBe(true)
})
