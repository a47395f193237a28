import { expect, test } from 'vitest'
import type { Workspace } from '../db/workspace.ts'
import { type Answer, json } from './http-answer.ts'
import { createResponseCache } from './response-cache.ts'

function createPlant() {
  let now = 0
  let revision = 1
  const workspace = { company: 'acme', environment: 'live', revision: () => revision } as Workspace // all that the cache looks at
  const shared = { isUp: () => false, find: async () => undefined, keep: () => undefined }
  const cache = createResponseCache({ shared, now: () => now })

  /** Asks as a route does. @returns how many answers were at hand. */
  function ask(urls: readonly string[], bodyLength = 100_000): number {
    const answer: Answer = { status: 200, body: 'x'.repeat(bodyLength), mediaType: json }
    const found = urls.map((url) => {
      const known = cache.find(workspace, url)
      if (known === undefined) cache.keep(workspace, url, answer)
      return known !== undefined
    })
    return found.filter(Boolean).length
  }

  return {
    ask,
    wait: (ms: number) => {
      now += ms
    },
    change: () => {
      revision += 1
    },
  }
}

const urls = (name: string, count: number): string[] => Array.from({ length: count }, (_, index) => `/api/v1/jobs?${name}=${index}`)

test('an answer is at hand from the third time on, until a record changes', () => {
  const { ask, change } = createPlant()
  expect([ask(['/a']), ask(['/a']), ask(['/a'])]).toEqual([0, 0, 1])
  change()
  expect([ask(['/a']), ask(['/a'])]).toEqual([0, 1])
})

test('who walks over more than fits, again and again, pushes nothing out that is in use', () => {
  const { ask, wait } = createPlant()
  const used = urls('used', 20)
  ask(used)
  ask(used)
  for (let round = 0; round < 5; round += 1) {
    ask(urls('walk', 1_000))
    wait(3_000)
    expect(ask(used)).toBe(20)
  }
})

test('what nobody asks for any more makes room, and so does what has changed', () => {
  const { ask, wait, change } = createPlant()
  for (let round = 0; round < 3; round += 1) ask(urls('old', 300))
  expect(ask(urls('old', 300))).toBeLessThan(300)
  const first = urls('new', 20)
  ask(first)
  ask(first)
  expect(ask(first)).toBe(0)
  wait(10_000)
  ask(first)
  expect(ask(first)).toBe(20)
  change()
  const second = urls('newer', 20)
  ask(second)
  ask(second)
  expect(ask(second)).toBe(20)
})

test('a long address takes its room too', () => {
  const { ask } = createPlant()
  const long = urls('x'.repeat(15_000), 2_000)
  for (let round = 0; round < 2; round += 1) ask(long, 10)
  expect(ask(long, 10)).toBeLessThan(1_200)
})
