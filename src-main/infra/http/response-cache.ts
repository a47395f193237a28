import { hash } from 'node:crypto'
import type { Context } from 'koa'
import type { Workspace } from '../db/workspace.ts'
import { type Answer, longBody } from './http-answer.ts'
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
 * Answers of reads that depend on the records of their workspace alone, until a record changes. The longest unused go first. One is kept from the
 * second time on that its address is asked for: a client that walks over all records would fill the heap with what nobody asks for again.
 */
export interface ResponseCache {
  /** Synchronous but for one that may be in Redis. */
  readonly find: (workspace: Workspace, url: string) => Answer | undefined | Promise<Answer | undefined>
  readonly keep: (workspace: Workspace, url: string, answer: Answer) => void
}

/** In memory, and behind it in Redis where that is configured. */
export function createResponseCache(shared: SharedAnswers): ResponseCache {
  const kept = new Map<string, Kept>()
  const isAskedAgain = createSightings()
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
      if (lengthOf(answer) > maxAnswerLength || !isAskedAgain(url)) return
      keepInMemory(workspace, url, answer)
      if (shared.isUp()) shared.keep(workspace, url, answer)
    },
  }
}

/** Addresses that are remembered, by their hash; a power of two. One that another has pushed out counts as new again. */
const sightings = 65_536

/** Says of an address whether it was asked for lately. */
function createSightings(): (url: string) => boolean {
  const seen = new Int32Array(sightings)
  return (url) => {
    let digest = 7
    for (let index = 0; index < url.length; index += 1) digest = (Math.imul(digest, 31) + url.charCodeAt(index)) | 0
    const slot = digest & (sightings - 1)
    if (seen[slot] === digest) return true
    seen[slot] = digest
    return false
  }
}

/**
 * The answer with its ETag: of a record `"<version>-<hash of the body>"`, so that If-Match can name a version; of a list the hash alone.
 * A long body is bytes from here on, since to hash, count, send and keep a text, each would encode it once more; a short text goes out in one piece with
 * its headers.
 */
export function withEtag(answer: Answer, result: unknown): Answer {
  const body = typeof answer.body === 'string' && answer.body.length >= longBody ? Buffer.from(answer.body) : answer.body
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
