import { describe, expect, it } from 'vitest'
import { isSecretName, masked } from './mask.ts'

describe('isSecretName', () => {
  it('knows the names of secrets in every spelling, and leaves others alone', () => {
    const names = [
      'Authorization',
      'x-api-key',
      'client_secret',
      'accessToken',
      'X-Signature',
      'Set-Cookie',
      'token_count',
      'keyboard',
      'job_key',
      'author',
    ]
    expect(names.map(isSecretName)).toEqual([true, true, true, true, true, true, false, false, false, false])
  })
})

describe('masked', () => {
  it('shows the beginning of a long secret and nothing of a short one', () => {
    expect([masked('live_8kQ2abcdefgh'), masked('hunter2')]).toEqual(['live_8••••', '••••'])
  })
})
