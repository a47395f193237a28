import { expect } from 'vitest'
import { createTestApp, type TestApp } from '../../app/test-app.ts'
import { createTestPeople, morePeople, type TestPeople } from '../../connectors/google/test-google-people.ts'
import { startTestVendor, type TestVendor } from '../../connectors/kit/test-vendor-spec.ts'
import { openHeadlessVault } from '../../infra/vault/headless-vault.ts'
import { connectionGrants } from '../integrations/grants.table.ts'

// biome-ignore lint/suspicious/noExplicitAny: a test states what it expects of the JSON
type Answer = any

export interface SyncedPlant {
  readonly app: TestApp
  readonly key: string
  readonly google: TestPeople
  readonly vendor: TestVendor
  readonly call: (method: string, path: string, body?: unknown) => Promise<Answer>
  /** Syncs and waits until it has ended. @returns the run */
  readonly sync: (body?: object) => Promise<Answer>
  /** Waits for the newest run. */
  readonly ended: () => Promise<Answer>
  /** Previews and confirms. */
  readonly firstSync: () => Promise<Answer>
  readonly contacts: () => Promise<Answer[]>
}

/** Signs in without the vendor's page: puts a grant where signing in would have put it. */
export function putGrant({ dataDir, look }: Pick<TestApp, 'dataDir' | 'look'>, connectionId: number): void {
  const { seal } = openHeadlessVault({ dataDir, keyring: undefined })
  const at = '2026-11-22T08:00:00.000Z'
  const values = {
    connectionId,
    accessToken: seal('ya29.token'),
    refreshToken: null,
    scope: null,
    expiresAt: null,
    grantedAt: at,
    refreshedAt: at,
  }
  look('live').insert(connectionGrants).values(values).run()
}

interface Vendor {
  readonly type: string
  readonly url: string
  readonly given: object
}

/** Connects and signs in to a vendor of a test. */
export async function connectVendor(app: TestApp, { type, url, given }: Vendor) {
  const key = await app.createKey(['admin'])
  const call: SyncedPlant['call'] = async (method, path, body) => {
    const answer = await app.request(method, path, { key, ...(body === undefined ? {} : { body }) })
    if (answer.status >= 400) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`)
    return answer.body
  }
  await call('POST', `/api/integrations/${type}/connect`, { ...given, network: { base_url: url, is_http_allowed: true } })
  putGrant(app, 1)
  await call('PUT', '/api/integrations', { data: [{ id: 1, is_active: true }] })
  const ended: SyncedPlant['ended'] = async () => {
    const read = () => call('GET', '/api/connections/1/sync')
    await expect.poll(async () => (await read()).last_run?.state, { interval: 10, timeout: 10_000 }).not.toBe('running')
    return (await read()).last_run
  }
  const sync: SyncedPlant['sync'] = async (body = {}) => {
    await call('POST', `/api/integrations/${type}/sync`, body)
    return ended()
  }
  return { key, call, sync, ended }
}

/** An application with a connection to contacts at Google, which is a local server. */
export async function createSyncedPlant({ pageSize = 3 }: { pageSize?: number } = {}): Promise<SyncedPlant> {
  const app = await createTestApp()
  let passed = 0
  const google = createTestPeople({ now: () => Date.parse('2026-11-22T08:00:00.000Z') + passed++, pageSize })
  const vendor = await startTestVendor('google-people.openapi.json', google.answer, morePeople)
  const plant = await connectVendor(app, { type: 'google_contacts', url: vendor.url, given: { config: { client_id: 'plant' } } })
  const { sync, call } = plant
  return {
    ...plant,
    ...{ app, google, vendor },
    firstSync: async () => {
      await sync()
      return sync({ confirm: true })
    },
    contacts: async () => (await call('GET', '/api/v1/contacts?page[limit]=100&sort=name')).data,
  }
}
