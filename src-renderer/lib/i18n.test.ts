import { describe, expect, it } from 'vitest'
import { chooseLanguage } from './i18n.ts'

describe('chooseLanguage', () => {
  it('takes the choice of this browser, then of the profile, then of the system, then English', () => {
    expect([
      chooseLanguage('id', 'tr', ['en-US']),
      chooseLanguage(undefined, 'tr', ['en-US']),
      chooseLanguage(undefined, null, ['de-DE', 'id-ID', 'en-US']),
      chooseLanguage('xx', undefined, ['de-DE']),
    ]).toEqual(['id', 'tr', 'id', 'en'])
  })
})
