import { setTimeout as sleep } from 'node:timers/promises'
import type { ConnectorContext } from '../kit/connector.ts'
import { ConnectorFailure, isAway } from '../kit/failure.ts'
import { type HttpAnswer, headerOf } from '../kit/http-call.ts'
import { failureOf } from '../kit/http-verdict.ts'
import type { FileSource } from '../kit/sync.ts'
import { judgeGoogle } from './google-api.ts'

type Context = Pick<ConnectorContext<unknown, unknown>, 'http' | 'now'>

export interface NewFile {
  readonly metadata: Readonly<Record<string, unknown>>
  readonly mediaType: string
  readonly source: FileSource
}

/** What is answered of a file that was made. */
const fields = 'id,name,webViewLink'
const query = { supportsAllDrives: true, fields }

/** A part of a large file; Google wants a multiple of 256 KB. */
const partBytes = 8 * 1024 * 1024

/** So often in a row without any progress, with a wait that begins with this and doubles, milliseconds. */
const mostBreaks = 6
const waitMs = 500

/** All at once, for a file that is sent anew as a whole when the connection breaks. */
export async function uploadWhole({ http }: Context, { metadata, mediaType, source }: NewFile): Promise<HttpAnswer> {
  const boundary = 'interlock-part'
  const content = Buffer.from(await source.read(0, source.size)).toString('base64')
  const bytes = [
    `--${boundary}\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n${JSON.stringify(metadata)}`,
    `\r\n--${boundary}\r\nContent-Type: ${mediaType}\r\nContent-Transfer-Encoding: base64\r\n\r\n${content}`,
    `\r\n--${boundary}--\r\n`,
  ].join('')
  return http({
    method: 'POST',
    path: '/upload/drive/v3/files',
    query: { uploadType: 'multipart', ...query },
    body: { bytes, mediaType: `multipart/related; boundary=${boundary}` },
    timeoutMs: 120_000,
  })
}

/**
 * In parts. After a break Google is asked how much it has, and the rest follows
 * (https://developers.google.com/workspace/drive/api/guides/manage-uploads#resumable). The file is there only once all of it is.
 */
export async function uploadInParts(context: Context, file: NewFile, onProgress: (sent: number) => void): Promise<HttpAnswer> {
  const { size } = file.source
  const session = await openSession(context, file)
  for (let [sent, breaks, isKnown] = [0, 0, true]; ; ) {
    // NB: nothing is sent before Google has said how much of it arrived, or a part would stand there twice.
    const answer = isKnown ? await sendPart(context, session, { file, from: sent }) : await askHowMuch(context, session, size)
    if (answer !== undefined && answer.status !== 308) return answer
    const reached = answer === undefined ? sent : receivedBytes(answer)
    isKnown = answer !== undefined
    breaks = reached > sent ? 0 : breaks + 1
    if (breaks > mostBreaks) throw new ConnectorFailure('reset', { step: 'protocol', mayHaveArrived: false })
    if (breaks > 0) await sleep(waitMs * 2 ** (breaks - 1))
    sent = reached
    onProgress(sent)
  }
}

/** It begins nothing that is seen, so that it may come twice. */
async function openSession({ http }: Context, { metadata, mediaType, source }: NewFile): Promise<string> {
  const answer = await http({
    method: 'POST',
    path: '/upload/drive/v3/files',
    query: { uploadType: 'resumable', ...query },
    headers: { 'x-upload-content-type': mediaType, 'x-upload-content-length': String(source.size) },
    json: metadata,
    expects: 'anything',
    isRepeatable: true,
  })
  const location = headerOf(answer, 'location')
  if (location === undefined) throw new ConnectorFailure('unexpected_answer', { step: 'protocol', mayHaveArrived: false })
  return location
}

interface Part {
  readonly file: NewFile
  readonly from: number
}

/** @returns undefined when nobody knows how much of it arrived. */
async function sendPart(context: Context, session: string, { file, from }: Part): Promise<HttpAnswer | undefined> {
  const { size } = file.source
  const bytes = await file.source.read(from, Math.min(partBytes, size - from))
  const headers = { 'content-range': `bytes ${from}-${from + bytes.length - 1}/${size}` }
  const call = { method: 'PUT', path: session, headers, body: { bytes, mediaType: file.mediaType }, timeoutMs: 120_000 } as const
  try {
    return settled(context, await context.http({ ...call, isAnyStatusFine: true, isRepeatable: false }))
  } catch (error) {
    if (!(error instanceof ConnectorFailure && isAway(error.kind))) throw error
    return undefined
  }
}

/** How much Google has; undefined when it does not say. */
async function askHowMuch(context: Context, session: string, size: number): Promise<HttpAnswer | undefined> {
  // A call of any other kind renews a token that has ended meanwhile.
  await context.http({ method: 'GET', path: '/drive/v3/about', query: { fields: 'kind' } })
  const headers = { 'content-range': `bytes */${size}` }
  return settled(context, await context.http({ method: 'PUT', path: session, headers, isAnyStatusFine: true }))
}

/** @returns undefined for a failure of Google's own and a token that has ended. @throws ConnectorFailure for a refusal. */
function settled({ now }: Context, answer: HttpAnswer): HttpAnswer | undefined {
  const { status } = answer
  if (status === 308 || status === 200 || status === 201) return answer
  if (status >= 500 || status === 401) return undefined
  throw failureOf(answer, { expects: 'anything', judge: judgeGoogle, now: now() }) ?? new Error(`Google answered ${status}`)
}

/** NB: without a header it has nothing yet. */
const receivedBytes = (answer: HttpAnswer): number => {
  const last = /-(\d+)$/.exec(headerOf(answer, 'range') ?? '')?.[1]
  return last === undefined ? 0 : Number(last) + 1
}
