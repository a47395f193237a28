import { randomBytes, randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { hash } from 'bcrypt'
import { onTestFinished } from 'vitest'
import { revisions } from '../contract/revisions.ts'
import type { RouteSpec } from '../contract/route.ts'
import type { Scope } from '../contract/scopes.ts'
import { putApiAccess } from '../features/api-access/api-access.store.ts'
import { formatApiKey, secretBytes } from '../features/api-keys/api-key-format.ts'
import { type NewApiKey, newApiKey } from '../features/api-keys/api-keys.contract.ts'
import { type MadeSecret, storeKey } from '../features/api-keys/new-api-key.ts'
import { createCompany } from '../features/companies/companies.service.ts'
import { defaultLiveLimits } from '../features/live/live-limits.ts'
import { type Db, openDatabase } from '../infra/db/database.ts'
import type { Environment } from '../infra/db/workspace.ts'
import type { Tx } from '../infra/db/write-queue.ts'
import { defaultCapacity } from '../infra/http/capacity.ts'
import { openHeadlessVault } from '../infra/vault/headless-vault.ts'
import { systemActor } from '../lib/identity.ts'
import { openControl } from './control.ts'
import { type ApiTerms, createApp } from './create-app.ts'
import type { Sources } from './sources.ts'
import { copyDataFolder, newFolder, testConfig, testOwner } from './test-data-folder.ts'

export interface TestAnswer {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: a test states what it expects of the JSON
  readonly body: any
  readonly text: string
}

export interface TestRequest {
  readonly key?: string
  readonly body?: unknown
  /** Sent as it is instead of JSON of `body`. */
  readonly rawBody?: string
  readonly headers?: Readonly<Record<string, string>>
}

export interface TestApp {
  readonly routes: readonly RouteSpec[]
  readonly url: string
  readonly dataDir: string
  readonly setupUrl: string | undefined
  readonly request: (method: string, path: string, options?: TestRequest) => Promise<TestAnswer>
  /** An API key of the test company. */
  readonly createKey: (
    scopes: readonly Scope[],
    options?: { company?: string; environment?: Environment } & Partial<
      Pick<NewApiKey, 'rateLimitPerHour' | 'rateLimitId' | 'apiVersion' | 'requiresIdempotencyKey' | 'expiresAt' | 'allowedAddresses'>
    >,
  ) => Promise<string>
  /** A second company. @returns its slug. */
  readonly addCompany: (name: string) => Promise<string>
  /** Signs the owner in. @returns headers of a browser with its session. */
  readonly signIn: () => Promise<Record<string, string>>
  /** A connection of its own to look at what is on disk: in a workspace's file, or that of its log. */
  readonly look: (environment: Environment, file?: 'log') => Db
  readonly advance: (milliseconds: number) => void
  readonly close: () => Promise<void>
}

interface TestAppOptions {
  /** Nobody owns it yet. */
  readonly isFresh?: boolean
  /** An earlier test application's, for a restart. */
  readonly dataDir?: string
  /** The limits of a new company, instead of ones that no test reaches. */
  readonly hasDefaultLimits?: boolean
  readonly redisUrl?: string
  readonly terms?: Partial<ApiTerms>
}

/**
 * The real application on a temporary data folder, listening on a free port of 127.0.0.1: time stands where the test puts it, ids count up.
 * It has a company `test-plant` with an owner, unless `isFresh`.
 */
export async function createTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const dataDir = options.dataDir ?? (options.isFresh ? newFolder() : await copyDataFolder())
  const { sources, advance } = fixedSources(options.dataDir === undefined ? 0 : ++restarts * idsOfStart)
  const control = openControl({ ...testConfig(dataDir).assets, dataDir, sources })
  if (!options.isFresh && options.hasDefaultLimits !== true) await control.write((tx) => liftLimits(tx, 1), { actor: systemActor })
  const vault = openHeadlessVault({ dataDir, keyring: undefined })
  const app = await createApp({ ...testConfig(dataDir), redisUrl: options.redisUrl }, { kind: 'headless', vault }, sources, {
    revisions,
    capacity: defaultCapacity,
    live: defaultLiveLimits,
    ...options.terms,
  })
  const { url, setupUrl } = await app.listen()
  let closing: Promise<void> | undefined
  const close = (): Promise<void> => {
    closing ??= app.close().then(() => control.close())
    return closing
  }
  onTestFinished(async () => {
    await close()
    if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true })
  })
  const request = (method: string, path: string, given: TestRequest = {}): Promise<TestAnswer> => send(url + path, method, given)
  return {
    routes: app.routes,
    url,
    dataDir,
    setupUrl,
    request,
    createKey: async (scopes, { company = 'test-plant', environment = 'live', ...limits } = {}) => {
      const input = newApiKey.parse({ name: 'test key', scopes, environment, rateLimitPerHour: 1_000_000, ...limits })
      const secret = await cheapSecret(environment)
      await control.write((tx) => storeKey(tx, { secret, input, company, ownerId: null }), { actor: systemActor })
      return secret.key
    },
    addCompany: (name) => control.write((tx) => addCompany(tx, name), { actor: systemActor }),
    signIn: async () => {
      const answer = await request('POST', '/api/session', { body: { email: testOwner.email, password: testOwner.password } })
      const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
      return { cookie, 'x-csrf-token': String(answer.body.csrf_token) }
    },
    look: (...names) => lookAt(join(dataDir, 'companies', 'test-plant', `${names.join('.')}.db`)),
    advance,
    close,
  }
}

/** NB: of the lowest cost, or most of the time of a test with a few keys would be theirs. */
async function cheapSecret(environment: Environment): Promise<MadeSecret> {
  const key = formatApiKey(environment, randomBytes(secretBytes))
  return { key, keyHash: await hash(key, 4) }
}

function addCompany(tx: Tx, name: string): string {
  const { id, slug } = createCompany(tx, { name, locale: 'en' })
  liftLimits(tx, id)
  return slug
}

/** Time stands still in a test, so that a minute never ends. */
const liftLimits = (tx: Tx, companyId: number): void =>
  void putApiAccess(tx.db, {
    companyId,
    allowedOrigins: [],
    readsPerMinute: 1_000_000,
    writesPerMinute: 1_000_000,
    version: 0,
    updatedAt: tx.now,
  })

/** Ids that one start of an application may use: after a restart they go on elsewhere, since what is on disk keeps its own. */
const idsOfStart = 100_000
let restarts = 0

/** Time that only the test moves, and ids that count up. */
function fixedSources(firstId: number): { sources: Sources; advance: (milliseconds: number) => void } {
  let nowMs = Date.parse('2026-11-22T08:00:00.000Z')
  let count = firstId
  const newId = (prefix: string): string => {
    count += 1
    return `${prefix}_${String(count).padStart(8, '0')}`
  }
  return {
    sources: { now: () => nowMs, newId, random: () => 0.5, newSecret: randomBytes, freeDiskPercent: () => 50 },
    advance: (milliseconds) => {
      nowMs += milliseconds
    },
  }
}

function lookAt(file: string): Db {
  const db = openDatabase(file)
  onTestFinished(() => void db.$client.close())
  return db
}

async function send(url: string, method: string, { key, body, rawBody, headers }: TestRequest): Promise<TestAnswer> {
  const content = rawBody ?? (body === undefined ? undefined : JSON.stringify(body))
  const all = new Headers({
    ...(key === undefined ? {} : { 'x-api-key': key }),
    ...(content === undefined ? {} : { 'content-type': 'application/json' }),
    ...headers,
  })
  // As a well-behaved client does. A test of what happens without one sends it empty.
  const isKeyed = method === 'GET' || all.has('x-idempotency-key') || all.has('idempotency-key')
  if (!isKeyed) all.set('x-idempotency-key', randomUUID())
  const response = await fetch(url, { method, headers: all, ...(content === undefined ? {} : { body: content }) })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') ?? false
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : undefined, text }
}
