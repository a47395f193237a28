import type { RedisLink } from '../redis/redis-link.ts'
import { type CountedSlice, type Limit, type LimitState, ringSize, sliceMsOf, stateOfCounted } from './sliding-window.ts'

/**
 * For each key, a hash of requests by slice: forgets the slices that have left the window, and counts the request in all of them when none of the limits is
 * used up. Answers whether it did, and for each limit what was in its window before, slice by slice.
 */
const script = `
local windows = {}
local isAllowed = 1
for index, key in ipairs(KEYS) do
  local slice, limit = tonumber(ARGV[index * 3 - 2]), tonumber(ARGV[index * 3 - 1])
  local flat, kept, total = redis.call('HGETALL', key), {}, 0
  for at = 1, #flat, 2 do
    if tonumber(flat[at]) <= slice - ${ringSize} then
      redis.call('HDEL', key, flat[at])
    else
      total = total + tonumber(flat[at + 1])
      kept[#kept + 1] = flat[at]
      kept[#kept + 1] = flat[at + 1]
    end
  end
  if total >= limit then isAllowed = 0 end
  windows[index] = kept
end
if isAllowed == 1 then
  for index, key in ipairs(KEYS) do
    redis.call('HINCRBY', key, ARGV[index * 3 - 2], 1)
    redis.call('PEXPIRE', key, ARGV[index * 3])
  end
end
return { isAllowed, windows }
`

/** The same sliding windows in Redis, where several hosts count together. */
export function createRedisWindows({ redis, now }: { redis: RedisLink; now: () => number }) {
  return {
    /** What was left of each limit before this request, which is counted in all of them or in none. */
    take: async (limits: readonly Limit[]): Promise<LimitState[]> => {
      const nowMs = now()
      const keys = limits.map(({ identifier }) => `interlock:limit:${identifier}`)
      const args = limits.flatMap(({ limit, windowMs }) => [
        Math.floor(nowMs / sliceMsOf(windowMs)),
        limit,
        windowMs + 2 * sliceMsOf(windowMs),
      ])
      const answer = await redis.send(['EVAL', script, String(keys.length), ...keys, ...args.map(String)])
      const [, windows] = answer as [number, string[][]] // what the script returns
      return limits.map((limit, index) => stateOfCounted(limit, slicesOf(limit, windows[index] ?? []), nowMs))
    },
  }
}

const slicesOf = ({ windowMs }: Limit, flat: readonly string[]): CountedSlice[] =>
  flat.flatMap((slice, at) => (at % 2 === 0 ? [{ startMs: Number(slice) * sliceMsOf(windowMs), count: Number(flat[at + 1]) }] : []))
