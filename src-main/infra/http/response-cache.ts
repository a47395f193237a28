import { hash } from 'node:crypto'
import type { Context } from 'koa'
import type { Workspace } from '../db/workspace.ts'
import type { Answer } from './http-answer.ts'
import type { SharedAnswers } from './redis-answers.ts'

/** An answer and what it depends on: no record of its workspace has changed since. */
interface Kept {
  readonly revision: number
  readonly answer: Answer
}

/** What all kept answers together may take, bytes. */
const maxKeptLength = 16 * 1024 * 1024
/** One that is larger is cheaper to make again than to keep. */
const maxAnswerLength = 256 * 1024

/**
 * Answers of reads that depend on the records of their workspace alone, until a record changes. The longest unused go first.
 */
export interface ResponseCache {
  /** Synchronous but for one that may be in Redis. */
  readonly find: (workspace: Workspace, url: string) => Answer | undefined | Promise<Answer | undefined>
  readonly keep: (workspace: Workspace, url: string, answer: Answer) => void
}

/** In memory, and behind it in Redis where that is configured. */
export function createResponseCache(shared: SharedAnswers): ResponseCache {
  const kept = new Map<string, Kept>()
  let length = 0
  const name = ({ company, environment }: Workspace, url: string): string => `${company}/${environment} ${url}`
  const lengthOf = ({ body }: Answer): number => body?.length ?? 0

  function forget(key: string, { answer }: Kept): void {
    kept.delete(key)
    length -= lengthOf(answer)
  }

  function findInMemory(workspace: Workspace, url: string): Answer | undefined {
    const key = name(workspace, url)
    const found = kept.get(key)
    if (found === undefined) return undefined
    forget(key, found)
    if (found.revision !== workspace.revision()) return undefined
    // Last in the map: the last to go.
    kept.set(key, found)
    length += lengthOf(found.answer)
    return found.answer
  }

  function keepInMemory(workspace: Workspace, url: string, answer: Answer): void {
    const key = name(workspace, url)
    const before = kept.get(key)
    if (before !== undefined) forget(key, before)
    kept.set(key, { revision: workspace.revision(), answer })
    length += lengthOf(answer)
    for (const [oldestKey, oldest] of kept) {
      if (length <= maxKeptLength) break
      forget(oldestKey, oldest)
    }
  }

  async function findShared(workspace: Workspace, url: string): Promise<Answer | undefined> {
    const revision = workspace.revision()
    const found = await shared.find(workspace, url)
    if (found !== undefined && revision === workspace.revision()) keepInMemory(workspace, url, found)
    return found
  }

  return {
    find: (workspace, url) => findInMemory(workspace, url) ?? (shared.isUp() ? findShared(workspace, url) : undefined),
    keep: (workspace, url, answer) => {
      if (lengthOf(answer) > maxAnswerLength) return
      keepInMemory(workspace, url, answer)
      if (shared.isUp()) shared.keep(workspace, url, answer)
    },
  }
}

/**
 * The answer with its ETag: of a record `"<version>-<hash of the body>"`, so that If-Match can name a version; of a list the hash alone.
 * Its body is bytes from here on, since to hash, count, send and keep a text, each would encode it once more.
 */
export function withEtag(answer: Answer, result: unknown): Answer {
  const body = typeof answer.body === 'string' ? Buffer.from(answer.body) : answer.body
  const digest = hash('sha1', body ?? '', 'base64url').slice(0, 16)
  const version = typeof result === 'object' && result !== null && 'version' in result ? `${result.version}-` : ''
  return { ...answer, body, headers: { ...answer.headers, ETag: `"${version}${digest}"` } }
}

/** 304 instead of the answer when the caller has it already (RFC 9110, 13.1.2). */
export function unlessKnown(context: Context, answer: Answer): Answer {
  const known = context.get('if-none-match')
  const etag = answer.headers?.['ETag']
  if (known === '' || etag === undefined) return answer
  const isKnown = known === '*' || known.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
  return isKnown ? { ...answer, status: 304, body: undefined } : answer
}
