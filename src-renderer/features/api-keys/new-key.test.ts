import { describe, expect, it } from 'vitest'
import { entriesOf, expiresAt, isFutureDate } from './expiry.ts'
import { firstCall } from './first-call.ts'
import { choiceOf, levelsOf, noLevels, partsOf, scopesOf } from './scope-choice.ts'

const now = Date.parse('2026-11-22T08:00:00.000Z')

describe('scopes of a new key', () => {
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

  it('come apart for their label', () => {
    expect([partsOf('admin'), partsOf('api_keys:read')]).toEqual([
      { resource: undefined, level: 'admin' },
      { resource: 'api_keys', level: 'read' },
    ])
  })
})

describe('expiry of a new key', () => {
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

describe('the first call', () => {
  it('goes where the key may go', () => {
    expect(firstCall({ key: 'live_x', scopes: ['webhooks:write'] }, 'http://127.0.0.1:4780')).toBe(
      "curl 'http://127.0.0.1:4780/api/webhooks' \\\n  -H 'X-API-Key: live_x'",
    )
  })

  it('is left out when there is no place to go', () => {
    expect(firstCall({ key: 'live_x', scopes: ['people:read'] }, 'http://h')).toBeUndefined()
  })
})
