import { expect, test } from 'vitest'
import { createTestDatabase } from '../../infra/db/test-database.ts'
import { makeCertificate } from '../../infra/outbound/test-certificates.ts'
import { expiryOfConnections } from './connection-expiry.ts'
import { insertConnection } from './connections.store.ts'
import { putGrant } from './grants.store.ts'

const at = '2026-11-22T08:00:00.000Z'
const network = { baseUrl: null, isHttpAllowed: false, authorities: null, certificate: null, privateKey: null, proxy: null }
const row = {
  config: {},
  credentials: null,
  credentialMarks: {},
  network,
  status: 'ACTIVE',
  isDefault: true,
  account: 'interlock, Öztürk Makina',
  lastSuccessAt: at,
  lastError: null,
  nextRefreshAt: null,
  ownerId: 7,
  version: 1,
  createdAt: at,
  updatedAt: at,
  deletedAt: null,
} as const

test('lists what connections sign in with: keys, grants with the end of those that nothing renews, and certificates', async () => {
  const { db } = createTestDatabase('workspace')
  const { cert } = await makeCertificate('Plant CA', { isAuthority: true, days: 60 })
  const { id: slack } = insertConnection(db, { ...row, type: 'slack', name: 'Vardiya', credentials: 'sealed' })
  const { id: meta } = insertConnection(db, { ...row, type: 'whatsapp', name: 'Sipariş' })
  const { id: google } = insertConnection(db, { ...row, type: 'gmail', name: 'Muhasebe' })
  insertConnection(db, { ...row, type: 'smtp', name: 'Relay', ownerId: null, network: { ...network, authorities: cert } })
  insertConnection(db, { ...row, type: 'smtp', name: 'Old', credentials: 'sealed', deletedAt: at })
  const grant = { accessToken: 'sealed', scope: null, expiresAt: '2027-01-21T08:00:00.000Z', grantedAt: at, refreshedAt: at }
  putGrant(db, { ...grant, connectionId: meta, refreshToken: null })
  putGrant(db, { ...grant, connectionId: google, refreshToken: 'sealed' })
  const found = expiryOfConnections(db, { nameOf: (userId) => (userId === 7 ? 'Ayşe' : null) })
  expect(found.map(({ id, name, ownerName, expiresAt }) => [id.split(':').slice(0, 3).join(':'), name, ownerName, expiresAt])).toEqual([
    [`connection:${slack}`, 'Vardiya', 'Ayşe', null],
    [`connection:${meta}`, 'Sipariş', 'Ayşe', '2027-01-21T08:00:00.000Z'],
    [`connection:${google}`, 'Muhasebe', 'Ayşe', null],
    ['certificate:connection:4', 'Relay', null, expect.stringMatching(/^20\d\d-/)],
  ])
  expect(found[0]).toMatchObject({ kind: 'connection', detail: 'interlock, Öztürk Makina', lastUsedAt: at, subjectType: 'connection' })
  expect(JSON.stringify(found)).not.toContain('sealed')
})
