import { describe, expect, it, vi } from 'vitest'
import { entriesOf, expiresAt, isFutureDate } from './credential-expiry.ts'
import { changesOf, credentialBody, credentialValues, newCredential } from './credential-values.ts'
import { choiceOf, levelsOf, noLevels, scopesOf } from './scope-choice.ts'

const now = Date.parse('2026-11-22T08:00:00.000Z')

describe('scopes of a new credential', () => {
  it('are one wide scope, or one a resource', () => {
    expect(scopesOf('write', noLevels)).toEqual(['write'])
    expect(scopesOf('custom', { ...noLevels, jobs: 'write', events: 'read' })).toEqual(['jobs:write', 'events:read'])
    expect(scopesOf('custom', noLevels)).toEqual([])
  })

  it('lead back to the answer that gave them', () => {
    expect(choiceOf(['write'])).toEqual({ preset: 'write', levels: noLevels })
    expect(choiceOf(['jobs:write', 'events:read'])).toEqual({ preset: 'custom', levels: { ...noLevels, jobs: 'write', events: 'read' } })
    expect(choiceOf(['read', 'jobs:write']).levels).toMatchObject({ jobs: 'write', customers: 'read', webhooks: 'none' })
  })

  it('offer no writing to logs', () => {
    expect(levelsOf('events')).toEqual(['none', 'read'])
    expect(levelsOf('jobs')).toEqual(['none', 'read', 'write'])
  })
})

describe('expiry of a new credential', () => {
  it('counts days from now, or ends with the day of a date', () => {
    expect(expiresAt('never', '', now)).toBeNull()
    expect(expiresAt('days30', '', now)).toBe('2026-12-22T08:00:00.000Z')
    expect(expiresAt('date', '2026-12-01', now)).toBe(new Date('2026-12-01T23:59:59').toISOString())
  })

  it('refuses a date that is over or none', () => {
    expect([isFutureDate('2026-11-20', now), isFutureDate('', now), isFutureDate('2027-01-01', now)]).toEqual([false, false, true])
  })
})

it('addresses are read from lines and commas', () => {
  expect(entriesOf(' 10.0.0.4\n10.0.4.0/24, ::1 ')).toEqual(['10.0.0.4', '10.0.4.0/24', '::1'])
})

it('the form of a credential shows the day on which it ends here, wherever that is', () => {
  const credential = {
    ...newCredential,
    scopes: [],
    allowedAddresses: [],
    metadata: {},
    rateLimitPerHour: 1,
    rateLimitId: null,
    ownerId: null,
  }
  for (const zone of ['America/New_York', 'Europe/Istanbul', 'Asia/Jakarta']) {
    vi.stubEnv('TZ', zone)
    expect(credentialValues({ ...credential, expiresAt: expiresAt('date', '2026-12-31', now) }).expiresAt).toBe('2026-12-31')
  }
})

it('a credential that nobody changed in its form is not changed', () => {
  const credential = {
    name: 'MES',
    description: null,
    environment: 'live',
    scopes: ['jobs:write'],
    expiresAt: '2027-01-01T10:00:00.000Z',
    rateLimitPerHour: 500,
    rateLimitId: 3,
    allowedAddresses: ['10.0.4.0/24'],
    metadata: { supplier: 'Anadolu' },
    ownerId: null,
  } as const
  const before = credentialValues(credential)
  const bodyOf = (change: object) => credentialBody({ ...newCredential, ...before, ...change }, now)
  expect(changesOf(bodyOf({}), bodyOf({}))).toEqual({})
  expect(changesOf(bodyOf({}), bodyOf({ rateLimitId: '', ownerId: '7' }))).toEqual({ rateLimitId: null, ownerId: 7 })
})
