import { randomBytes, randomInt } from 'node:crypto'
import { statfsSync } from 'node:fs'
import { monotonicFactory } from 'ulid'

/** Where time, ids, chance and the state of the disk come from: the machine in production, fixed values in tests. Nothing below `app/` asks for them itself. */
export interface Sources {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Sortable and unique: `<prefix>_<ULID>`. */
  readonly newId: (prefix: string) => string
  /** 0 to 1, for jitter. */
  readonly random: () => number
  /** Unguessable bytes for keys, tokens and secrets. */
  readonly newSecret: (bytes: number) => Buffer
  /** How much of the disk that holds a folder is free, 0 to 100. */
  readonly freeDiskPercent: (folder: string) => number
}

export function systemSources(): Sources {
  const nextUlid = monotonicFactory(() => randomInt(0, 2 ** 32) / 2 ** 32)
  return {
    now: Date.now,
    newId: (prefix) => `${prefix}_${nextUlid()}`,
    random: Math.random,
    newSecret: randomBytes,
    freeDiskPercent,
  }
}

/** What is free for this program; the file system may keep some of it for its owner. */
function freeDiskPercent(folder: string): number {
  const { bavail, blocks } = statfsSync(folder)
  return (bavail / blocks) * 100
}
