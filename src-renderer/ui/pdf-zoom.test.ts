import { expect, it } from 'vitest'
import { effectivePercent, nextZoom, pageAt, scaleOf } from './pdf-zoom.ts'

it('prints 72 points as 96 pixels at 100 %', () => {
  expect(scaleOf(100) * 72).toBe(96)
})

it('fits the page to the room, within bounds', () => {
  expect([effectivePercent('fit', 600, 800), effectivePercent('fit', 600, 10), effectivePercent('fit', 600, 9_000)]).toEqual([100, 25, 200])
  expect(effectivePercent(150, 600, 800)).toBe(150)
})

it('steps up and down from any percentage and ends at the last step', () => {
  expect([nextZoom(83.4, 1), nextZoom(83.4, -1), nextZoom(100, 1), nextZoom(100, -1)]).toEqual([100, 75, 125, 75])
  expect([nextZoom(200, 1), nextZoom(50, -1)]).toEqual([undefined, undefined])
})

it('names the page in the middle', () => {
  const pages = { height: 1_000, count: 3 }
  expect([pageAt(0, 500, pages), pageAt(760, 500, pages), pageAt(9_000, 500, pages)]).toEqual([1, 2, 3])
})
