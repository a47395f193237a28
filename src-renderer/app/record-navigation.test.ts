import { describe, expect, it } from 'vitest'
import { splitRecords } from './record-navigation.ts'

const items = (['jobs', 'invoices', 'customers', 'assets', 'events'] as const).map((id) => ({ id }))
const shown = (options: Parameters<typeof splitRecords>[1]) => splitRecords(items, options).shown.map(({ id }) => id)

describe('record types in sight', () => {
  it('are the usual ones, and those that the company has records of', () => {
    expect(shown({ pinned: undefined, used: [] })).toEqual(['jobs', 'invoices', 'customers'])
    expect(shown({ pinned: undefined, used: ['assets', 'jobs'] })).toEqual(['jobs', 'invoices', 'customers', 'assets'])
  })

  it('are only what the person pinned, once they chose', () => {
    expect(splitRecords(items, { pinned: ['events', 'jobs'], used: ['assets'] })).toEqual({
      shown: [{ id: 'jobs' }, { id: 'events' }],
      more: [{ id: 'invoices' }, { id: 'customers' }, { id: 'assets' }],
    })
  })
})
