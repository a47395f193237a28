import { setTimeout as delay } from 'node:timers/promises'
import * as oidc from 'openid-client'
import { expect, onTestFailed, test } from 'vitest'
import { type Server, startServer } from '../../scripts/interlock-process.ts'
import { authorize, newPersonBrowser, tabletApp } from '../features/oauth/test-oauth-plant.ts'
import { createPlant } from './test-plant.ts'

const kills = 6

interface Client {
  readonly client_id: string
  readonly client_secret: string
}

/** The server at its present address, and when the clients stop. */
interface Plant {
  url: string
  isEnding: boolean
}

/** What an app was told: the refresh tokens that it used, the one that it has, and every access token. */
interface Held {
  readonly used: string[]
  refresh: string
  readonly access: string[]
}

async function signIn(url: string): Promise<Record<string, string>> {
  const body = JSON.stringify({ email: 'owner@plant.example', password: 'correct horse battery staple' })
  const answer = await fetch(`${url}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const { csrf_token: token } = (await answer.json()) as { csrf_token: string }
  return { cookie, 'x-csrf-token': token, 'content-type': 'application/json' }
}

/** What a person in the window sends. */
async function manage<Answer>(url: string, headers: Record<string, string>, request: { method?: string; path: string; body: object }) {
  const { method = 'POST', path, body } = request
  const answer = await fetch(url + path, { method, headers, body: JSON.stringify(body) })
  expect(answer.ok).toBe(true)
  return (await answer.json()) as Answer
}

interface TokenAnswer {
  readonly status: number
  readonly body: { readonly access_token: string; readonly refresh_token: string; readonly error?: string }
}

/** @returns undefined when the server fell before it answered. */
async function askForToken(url: string, fields: Record<string, string>): Promise<TokenAnswer | undefined> {
  const request = { method: 'POST', body: new URLSearchParams(fields), signal: AbortSignal.timeout(10_000) }
  return fetch(`${url}/api/oauth/token`, request).then(
    async (answer) => ({ status: answer.status, body: (await answer.json()) as TokenAnswer['body'] }),
    () => undefined,
  )
}

/** Asks for one token after another until the plant ends; after a fall with the same fields again, as the answer may have been lost. */
async function keepAsking(plant: Plant, next: () => Record<string, string>, onToken: (body: TokenAnswer['body']) => void): Promise<void> {
  while (!plant.isEnding) {
    const answer = await askForToken(plant.url, next())
    if (answer?.status === 200) onToken(answer.body)
    else if (answer === undefined || answer.status === 503) await delay(20)
    else throw new Error(`the token endpoint answered ${answer.status} ${answer.body.error}`)
  }
}

const refreshOf = ({ refresh }: Held, client: Client) => ({ grant_type: 'refresh_token', refresh_token: refresh, ...client })

function keepRefreshing(plant: Plant, client: Client, held: Held): Promise<void> {
  return keepAsking(
    plant,
    () => refreshOf(held, client),
    (body) => {
      held.used.push(held.refresh)
      held.access.push(body.access_token)
      held.refresh = body.refresh_token
    },
  )
}

async function startAuthorized(url: string, client: Client, session: Record<string, string>): Promise<Held> {
  const allowHttp = { execute: [oidc.allowInsecureRequests] }
  const config = await oidc.discovery(new URL(url), client.client_id, client.client_secret, undefined, allowHttp)
  const tokens = await (await authorize(config, newPersonBrowser({ url }, session))).exchange()
  return { used: [], refresh: tokens.refresh_token ?? '', access: [tokens.access_token] }
}

/** The statuses with which the API takes these tokens, each once. */
async function answersTo(url: string, tokens: readonly string[]): Promise<number[]> {
  const statuses = new Set<number>()
  for (const token of tokens) {
    const answer = await fetch(`${url}/api/v1/jobs?page[limit]=1`, { headers: { authorization: `Bearer ${token}` } })
    await answer.arrayBuffer()
    statuses.add(answer.status)
  }
  return [...statuses]
}

async function setUp(server: Server) {
  const { url } = server
  const session = await signIn(url)
  const limits = { allowed_origins: [], reads_per_minute: 1_000_000, writes_per_minute: 1_000_000, version: 0 }
  await manage(url, session, { method: 'PUT', path: '/api/company/api-access', body: limits })
  const newClient = async (input: object): Promise<Client> => {
    const body = { environment: 'live', rate_limit_per_hour: 1_000_000, ...input }
    const { client_id, client_secret } = await manage<Client>(url, session, { path: '/api/oauth/clients', body })
    return { client_id, client_secret }
  }
  const system = await newClient({ name: 'MES', grant_types: ['client_credentials'], scopes: ['read'] })
  const tablet = await newClient(tabletApp)
  const held = [await startAuthorized(url, tablet, session), await startAuthorized(url, tablet, session)]
  return { system, tablet, held }
}

test('killed while clients get tokens, every token that was handed out works after it, and a used refresh token stays used', {
  timeout: 120_000,
}, async () => {
  const dataDir = await createPlant()
  const waits: number[] = []
  onTestFailed(() => void process.stderr.write(`It was killed after ${waits.map(Math.round).join(', ')} ms\n`))
  let server = await startServer({ dataDir })
  const { system, tablet, held } = await setUp(server)
  const plant: Plant = { url: server.url, isEnding: false }
  const own: string[] = []
  const clients = [
    ...held.map((each) => keepRefreshing(plant, tablet, each)),
    keepAsking(
      plant,
      () => ({ grant_type: 'client_credentials', ...system }),
      ({ access_token }) => own.push(access_token),
    ),
  ]
  // A client that fails is reported below, when all of them are awaited.
  for (const client of clients) client.catch(() => undefined)
  const told = (): number => held.reduce((sum, { used }) => sum + used.length, own.length)
  for (let round = 0; round < kills; round += 1) {
    // Not before tokens flow, or nothing is killed in the middle of it.
    const before = told()
    await expect.poll(told, { timeout: 30_000, interval: 10 }).toBeGreaterThan(before)
    waits.push(Math.random() * 500)
    await delay(waits.at(-1))
    expect((await server.stop('SIGKILL')).signal).toBe('SIGKILL')
    server = await startServer({ dataDir })
    plant.url = server.url
  }
  plant.isEnding = true
  await Promise.all(clients)

  expect(await answersTo(plant.url, own)).toEqual([200])
  for (const each of held) {
    expect(each.used.length).toBeGreaterThan(kills)
    expect(await answersTo(plant.url, each.access)).toEqual([200])
    const next = await askForToken(plant.url, refreshOf(each, tablet))
    expect(next?.status).toBe(200)
    // Whoever comes with one that was used and whose successor was used too is a thief, and ends everything of this consent.
    const old = { ...each, refresh: each.used.at(-3) ?? '' }
    expect(await askForToken(plant.url, refreshOf(old, tablet))).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    expect(await answersTo(plant.url, [...each.access, next?.body.access_token ?? ''])).toEqual([401])
    expect((await askForToken(plant.url, { ...refreshOf(each, tablet), refresh_token: next?.body.refresh_token ?? '' }))?.status).toBe(400)
  }
  expect((await server.stop()).exitCode).toBe(0)
})
