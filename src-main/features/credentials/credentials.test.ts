import { expect, test } from 'vitest'
import { type CredentialFacts, safetyOf } from './credentials.service.ts'

const now = Date.parse('2026-11-22T08:00:00.000Z')
const safe: CredentialFacts = {
  kind: 'api_key',
  id: 1,
  name: 'MES',
  prefix: 'live_Ab3dEf9h',
  environment: 'live',
  scopes: ['jobs:write'],
  allowedAddresses: ['10.0.4.0/24'],
  limitPerHour: 1_000,
  isOff: false,
  lastUsedAt: '2026-11-22T07:00:00.000Z',
  expiresAt: '2027-03-01T00:00:00.000Z',
  ownerName: 'Ayşe',
  createdAt: '2026-01-01T00:00:00.000Z',
}

const findings = (given: Partial<CredentialFacts>) =>
  safetyOf([{ ...safe, ...given }], now).map((one) => [one.findings, one.isSafeToRemove])

test.each<[Partial<CredentialFacts>, unknown]>([
  [{}, []],
  [{ expiresAt: null }, [[['never_expires'], false]]],
  [{ expiresAt: '2028-01-01T00:00:00.000Z' }, [[['long_lived'], false]]],
  [{ lastUsedAt: '2026-08-20T00:00:00.000Z' }, [[['idle'], true]]],
  [{ lastUsedAt: null }, [[['never_used'], true]]],
  [{ lastUsedAt: null, createdAt: '2026-11-10T00:00:00.000Z' }, [[['never_used'], false]]],
  [{ lastUsedAt: null, createdAt: '2026-11-20T00:00:00.000Z' }, []],
  [{ limitPerHour: 1_000_000 }, [[['no_limit'], false]]],
  [{ limitPerHour: undefined }, []],
  [{ allowedAddresses: [] }, [[['any_address'], false]]],
  [{ isOff: true, scopes: ['admin'] }, [[['turned_off'], true]]],
  [{ scopes: ['admin'] }, [[['wide_scope'], false]]],
  [{ scopes: ['write'] }, [[['wide_scope'], false]]],
  [{ expiresAt: '2026-11-01T00:00:00.000Z', allowedAddresses: [] }, [[['expired'], true]]],
])('a credential with %j has the findings %j', (given, expected) => expect(findings(given)).toEqual(expected))

test('what is safe to remove comes first, then what has most findings', () => {
  const credentials = [
    { ...safe, id: 1, allowedAddresses: [] },
    { ...safe, id: 2, allowedAddresses: [], scopes: ['admin'] as const },
    { ...safe, id: 3, lastUsedAt: '2026-01-01T00:00:00.000Z' },
  ]
  expect(safetyOf(credentials, now).map(({ id }) => id)).toEqual([3, 2, 1])
})
