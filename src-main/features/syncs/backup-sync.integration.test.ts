import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { createTestApp } from '../../app/test-app.ts'
import { startTestDrive } from '../../connectors/google/test-google-drive.ts'
import { openDatabase } from '../../infra/db/database.ts'
import { contacts } from '../contacts/contacts.table.ts'
import { connectVendor } from './test-synced-plant.ts'

const clientSecret = 'planted-client-secret-0123456789'

async function createPlant(config: object = {}) {
  const app = await createTestApp()
  const drive = await startTestDrive()
  const given = { config: { client_id: 'plant', ...config }, credentials: { client_secret: clientSecret } }
  const plant = await connectVendor(app, { type: 'google_drive', url: drive.url, given })
  return { ...plant, app, drive, backups: () => drive.files.filter(({ mimeType }) => mimeType === 'application/gzip') }
}

test('a back-up is a whole database, packed, with no credential that can be read', async () => {
  const { app, call, sync, backups, drive } = await createPlant()
  await call('POST', '/api/v1/contacts', { first_name: 'Selin' })
  expect(await sync()).toMatchObject({ state: 'done', is_preview: false, counts: { there: { created: 1, deleted: 0 } }, failure: null })
  const [backup] = backups()
  expect(backup).toMatchObject({ name: 'test-plant-live-2026-11-22-0800.db.gz', parents: ['file1'] })
  expect(drive.files[0]).toMatchObject({ name: 'Interlock', mimeType: 'application/vnd.google-apps.folder' })
  const bytes = gunzipSync(backup?.bytes ?? '')
  expect([bytes.includes(clientSecret), bytes.includes('ya29.token')]).toEqual([false, false])
  const file = join(mkdtempSync(join(tmpdir(), 'interlock-restored-')), 'restored.db')
  writeFileSync(file, bytes)
  const restored = openDatabase(file)
  expect(restored.$client.pragma('integrity_check', { simple: true })).toBe('ok')
  expect(restored.select({ name: contacts.firstName }).from(contacts).all()).toEqual([{ name: 'Selin' }])
  restored.$client.close()
  expect(readdirSync(join(dirname(join(app.dataDir, 'companies', 'test-plant', 'live.db')), 'outgoing'))).toEqual([])
})

test('back-ups are stored by the clock, one folder holds them, and the oldest go', async () => {
  const { app, call, backups, drive } = await createPlant({ kept_backups: 2 })
  expect(await call('PUT', '/api/connections/1/sync', { interval_minutes: 1440 })).toMatchObject({
    ...{ kind: 'backup', next_run_at: '2026-11-23T08:00:00.000Z' },
  })
  for (let day = 1; day <= 3; day += 1) {
    app.advance(24 * 3_600_000)
    await expect.poll(async () => (await call('GET', '/api/connections/1/sync/runs')).data.length, { timeout: 5_000 }).toBe(day)
    await expect.poll(async () => (await call('GET', '/api/connections/1/sync')).last_run.state).toBe('done')
  }
  expect(backups().map(({ name }) => name)).toEqual(['test-plant-live-2026-11-24-0800.db.gz', 'test-plant-live-2026-11-25-0800.db.gz'])
  expect(drive.files.filter(({ mimeType }) => mimeType.endsWith('folder'))).toHaveLength(1)
})
