import { expect, test } from 'vitest'
import { refreshTime } from './refresh-time.ts'

const hour = 3_600

test.each([
  ['of an hour five minutes before its end', hour, 55 * 60],
  ['of a minute with a fifth of its life left', 60, 48],
  ['of a week once a day, since vendors end what nobody uses', 7 * 24 * hour, 24 * hour],
  ['whose life the vendor does not tell once a day', null, 24 * hour],
  ['that has no life at once', 0, 0],
])('a token is renewed: one %s', (_, expiresIn, after) => expect(refreshTime(expiresIn, 1_000)).toBe(1_000 + after * 1_000))
