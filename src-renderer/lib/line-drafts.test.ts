import { describe, expect, it } from 'vitest'
import { draftAmount, draftsNet, draftsOf, emptyLine, lineOf, moved } from './line-drafts.ts'

const line = { description: 'Şase montaj işçiliği', quantity: 36.5, unit: 'sa', unitPrice: 65_099, taxRate: 20 }

describe('line drafts', () => {
  it('come back as the line that they were made of', () => {
    expect(draftsOf([line]).map(lineOf)).toEqual([line])
  })

  it('keep prices exact to the minor unit', () => {
    const [draft] = draftsOf([line])
    if (draft === undefined) throw new Error('one line in, one out')
    expect([0.29, 1.15, 4.35, 1001.1, 650.99].map((unitPrice) => lineOf({ ...draft, unitPrice }).unitPrice)).toEqual([
      29, 115, 435, 100_110, 65_099,
    ])
  })

  it('add up by the API’s rounding, leaving out what is not written yet', () => {
    const lines = [...draftsOf([line]), emptyLine(draftsOf([line]), { unit: 'ad', taxRate: 20 })]
    expect([lines.map(draftAmount), draftsNet(lines)]).toEqual([[2_376_114, undefined], 2_376_114])
  })

  it('begin with the unit and tax rate of the line before', () => {
    expect(emptyLine(draftsOf([line]), { unit: 'ad', taxRate: 10 })).toMatchObject({ key: 2, unit: 'sa', taxRate: 20, quantity: 1 })
  })

  it('move within the list and no further', () => {
    expect([moved(['a', 'b', 'c'], 0, 2), moved(['a', 'b'], 0, -1), moved(['a', 'b'], 1, 2)]).toEqual([
      ['b', 'c', 'a'],
      ['a', 'b'],
      ['a', 'b'],
    ])
  })
})
