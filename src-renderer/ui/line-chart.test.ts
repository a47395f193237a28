import { expect, test } from 'vitest'
import { stretches } from './line-chart.tsx'

test('a gap stays a gap, and what stands alone is a dot', () => {
  expect(stretches([0, 50, null, 100, null], 100)).toEqual([
    { points: '0,100 25,50', isDot: false },
    { points: '75,0 75,0', isDot: true },
  ])
  expect(stretches([null, null], 100)).toEqual([])
})
