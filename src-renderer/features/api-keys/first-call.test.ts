import { describe, expect, it } from 'vitest'
import { firstCall } from './first-call.ts'

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
