import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AppError } from '../../lib/app-error.ts'
import { channelsOf, parseChannel } from './channels.ts'
import { createMessageBudget } from './message-budget.ts'
import { idOf, parseJson, parseMessage } from './parse-message.ts'

const rules = {
  types: [{ plural: 'jobs', recordType: 'job', keyPrefix: 'JOB' }],
  changes: new Map([['webhooks', 'webhooks:read' as const]]),
}

const outcomeOf = (run: () => unknown): string => {
  try {
    return typeof run()
  } catch (error) {
    if (error instanceof AppError) return error.code
    throw error
  }
}

test('a channel names what it needs', () => {
  const names = ['events', 'jobs', 'jobs/7', 'jobs/JOB-7', 'rooms/line-1/left', 'changes/webhooks']
  expect(names.map((name) => parseChannel(name, rules).scope)).toEqual([
    'events:read',
    'jobs:read',
    'jobs:read',
    'jobs:read',
    'rooms:read',
    'webhooks:read',
  ])
  for (const name of ['', 'job', 'jobs/', 'jobs/0', 'jobs/CUS-7', 'rooms/', 'rooms/../x', 'changes/secrets', '__proto__'])
    expect(outcomeOf(() => parseChannel(name, rules))).toBe('not_found')
})

test('every channel that an event goes out on can be subscribed to', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 40 }), (recordId) => {
      for (const name of channelsOf('jobs', { recordId, recordKey: `JOB-${recordId}` })) expect(parseChannel(name, rules).name).toBe(name)
    }),
  )
})

test('whatever text comes is a message or refused, never a fault', () => {
  const read = (text: string): unknown => parseMessage(parseJson(text))
  const nearly = fc.record(
    {
      type: fc.constantFrom('authenticate', 'subscribe', 'unsubscribe', 'publish', 'ping', 'pong', '__proto__'),
      id: fc.oneof(fc.string(), fc.integer()),
      channels: fc.oneof(fc.array(fc.string()), fc.jsonValue()),
      channel: fc.oneof(fc.string(), fc.jsonValue()),
      data: fc.jsonValue(),
      after: fc.oneof(fc.string(), fc.jsonValue()),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        nearly.map((value) => JSON.stringify(value)),
      ),
      (text) => {
        expect(['object', 'invalid_request']).toContain(outcomeOf(() => read(text)))
      },
    ),
    { numRuns: 1_000 },
  )
})

test('a valid message is read as it was sent, and its id comes back also when it is refused', () => {
  const message = fc.record({
    type: fc.constant('subscribe'),
    id: fc.string({ minLength: 1, maxLength: 64 }),
    channels: fc.array(fc.string({ minLength: 1, maxLength: 120 }), { minLength: 1, maxLength: 50 }),
  })
  fc.assert(
    fc.property(message, (sent) => {
      const json = parseJson(JSON.stringify(sent))
      expect(parseMessage(json)).toEqual(sent)
      expect(idOf({ ...json, channels: 1 })).toBe(sent.id)
    }),
  )
})

test('messages beyond the rate are not taken, and again after a while', () => {
  let now = 0
  const mayTakeOne = createMessageBudget({ atOnce: 3, perSecond: 2 }, () => now)
  const take = (count: number): boolean[] => Array.from({ length: count }, mayTakeOne)
  expect(take(4)).toEqual([true, true, true, false])
  now = 1_000
  expect(take(3)).toEqual([true, true, false])
})
