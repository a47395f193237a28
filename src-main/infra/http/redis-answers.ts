import type { Workspace } from '../db/workspace.ts'
import type { RedisLink } from '../redis/redis-link.ts'
import type { Answer } from './http-answer.ts'

/** How long an answer may stay in Redis that nobody asks for, in seconds. */
const keptSeconds = 3_600

/** Answers that outlive the process and that several processes share. */
export interface SharedAnswers {
  readonly isUp: () => boolean
  readonly find: (workspace: Workspace, url: string) => Promise<Answer | undefined>
  readonly keep: (workspace: Workspace, url: string, answer: Answer) => void
}

interface Options {
  readonly redis: RedisLink
  /** The newest event of a workspace: every change of a record has one, so that an answer holds until the next. */
  readonly newestEvent: (workspace: Workspace) => string | undefined
}

export function createSharedAnswers({ redis, newestEvent }: Options): SharedAnswers {
  const newest = new WeakMap<Workspace, { readonly revision: number; readonly event: string | undefined }>()

  function nameOf(workspace: Workspace, url: string): string | undefined {
    const revision = workspace.revision()
    const known = newest.get(workspace)
    const current = known?.revision === revision ? known : { revision, event: newestEvent(workspace) }
    newest.set(workspace, current)
    // Nothing to share before the first record.
    return current.event === undefined
      ? undefined
      : `interlock:answer:${workspace.company}/${workspace.environment}:${current.event}:${url}`
  }

  return {
    isUp: () => redis.state() === 'connected',
    find: async (workspace, url) => {
      const name = nameOf(workspace, url)
      const text = name === undefined ? null : await redis.send(['GET', name]).catch(() => null) // away: as if it were not there
      return typeof text === 'string' ? (JSON.parse(text) as Answer) : undefined // what toText has made
    },
    keep: (workspace, url, answer) => {
      const name = nameOf(workspace, url)
      if (name === undefined) return
      redis.send(['SET', name, toText(answer), 'EX', String(keptSeconds)]).catch(() => undefined) // away: then it is not kept
    },
  }
}

const toText = ({ body, ...head }: Answer): string =>
  JSON.stringify({ ...head, body: body === undefined ? undefined : Buffer.from(body).toString() })
