import { describe, expect, it } from 'vitest'
import { masked } from './mask.ts'

describe('masked', () => {
  it('shows the beginning of a long secret and nothing of a short one', () => {
    expect([masked('live_8kQ2abcdefgh'), masked('hunter2')]).toEqual(['live_8••••', '••••'])
  })
})
