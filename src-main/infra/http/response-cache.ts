import { hash } from 'node:crypto'
import type { Context } from 'koa'
import type { Workspace } from '../db/workspace.ts'
import { type Answer, longBody } from './http-answer.ts'
import type { SharedAnswers } from './redis-answers.ts'

/** An answer and what it depends on: no record of its workspace has changed since. */
interface Kept {
  readonly workspace: Workspace
  readonly revision: number
  readonly answer: Answer
  /** Milliseconds since the epoch; about. */
  usedAt: number
}

/** What all kept answers together may take, bytes. */
const maxKeptLength = 16 * 1024 * 1024
/** One that is larger is cheaper to make again than to keep. */
const maxAnswerLength = 256 * 1024
/** What an answer takes beside its address and its body: its headers and objects, bytes. */
const overhead = 1_024
/** How long an answer keeps its place after it was asked for, milliseconds. */
const inUseMs = 10_000
/** How exactly it is known when an answer was asked for: an answer that is asked for all the time need not move each time. */
const usedAtStepMs = 1_000

/**
 * Answers of reads that depend on the records of their workspace alone, until a record changes. One is kept from the second time on that its address
 * is asked for, in the place of one that nobody has asked for lately: a client that walks over all records again and again would fill the heap with
 * what it asks for too late, and push out what others ask for.
 */
export interface ResponseCache {
  /** Synchronous but for one that may be in Redis. */
  readonly find: (workspace: Workspace, url: string) => Answer | undefined | Promise<Answer | undefined>
  readonly keep: (workspace: Workspace, url: string, answer: Answer) => void
}

/** In memory, and behind it in Redis where that is configured. */
export function createResponseCache({ shared, now }: { shared: SharedAnswers; now: () => number }): ResponseCache {
  const memory = createMemory(now)
  const isAskedAgain = createSightings()

  async function findShared(workspace: Workspace, url: string): Promise<Answer | undefined> {
    const revision = workspace.revision()
    const found = await shared.find(workspace, url)
    if (found !== undefined && revision === workspace.revision()) memory.keep(workspace, url, found)
    return found
  }

  return {
    find: (workspace, url) => memory.find(workspace, url) ?? (shared.isUp() ? findShared(workspace, url) : undefined),
    keep: (workspace, url, answer) => {
      if (bodyLength(answer) > maxAnswerLength || !isAskedAgain(url)) return
      memory.keep(workspace, url, answer)
      if (shared.isUp()) shared.keep(workspace, url, answer)
    },
  }
}

const bodyLength = ({ body }: Answer): number => body?.length ?? 0
const keptLength = (key: string, answer: Answer): number => key.length + bodyLength(answer) + overhead
const isCurrent = ({ workspace, revision }: Kept): boolean => revision === workspace.revision()

function createMemory(now: () => number) {
  /** The longest unused first. */
  const kept = new Map<string, Kept>()
  let length = 0
  const name = ({ company, environment }: Workspace, url: string): string => `${company}/${environment} ${url}`

  function put(key: string, one: Kept): void {
    kept.set(key, one)
    length += keptLength(key, one.answer)
  }

  function forget(key: string, { answer }: Kept): void {
    kept.delete(key)
    length -= keptLength(key, answer)
  }

  function moveToEnd(key: string, one: Kept): void {
    const time = now()
    if (time - one.usedAt < usedAtStepMs) return
    one.usedAt = time
    kept.delete(key)
    kept.set(key, one)
  }

  function makeRoom(wanted: number, time: number): boolean {
    for (const [key, oldest] of kept) {
      if (length + wanted <= maxKeptLength) break
      if (isCurrent(oldest) && time - oldest.usedAt < inUseMs) return false
      forget(key, oldest)
    }
    return true
  }

  return {
    find: (workspace: Workspace, url: string): Answer | undefined => {
      const key = name(workspace, url)
      const found = kept.get(key)
      if (found === undefined) return undefined
      if (!isCurrent(found)) {
        forget(key, found)
        return undefined
      }
      moveToEnd(key, found)
      return found.answer
    },
    keep: (workspace: Workspace, url: string, answer: Answer): void => {
      const key = name(workspace, url)
      const before = kept.get(key)
      if (before !== undefined) forget(key, before)
      const time = now()
      if (makeRoom(keptLength(key, answer), time)) put(key, { workspace, revision: workspace.revision(), answer, usedAt: time })
    },
  }
}

/** Addresses that are remembered, by their hash; a power of two. One that another has pushed out counts as new again. */
const sightings = 16_384

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
