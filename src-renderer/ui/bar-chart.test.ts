import { expect, it } from 'vitest'
import { axisEnd } from './bar-chart.tsx'

it('ends the axis at a round number above all values', () => {
  expect([0, 3, 5, 11, 41, 50, 812, 8214].map(axisEnd)).toEqual([4, 4, 5, 20, 50, 50, 1000, 10_000])
})
