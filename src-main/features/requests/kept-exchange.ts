import type { FinishedRequest } from '../../infra/http/server.ts'
import { keptBody } from '../../lib/kept-body.ts'
import { maskText } from '../../lib/mask-text.ts'
import type { NewRequestBody } from './request-bodies.store.ts'

/** Headers of a request that help to understand its answer; none of them is a credential. */
const keptHeaders = [
  'content-type',
  'accept',
  'accept-language',
  'api-version',
  'idempotency-key',
  'x-idempotency-key',
  'if-match',
  'if-none-match',
  'origin',
] as const

const maxHeader = 300

/** What of a request and its answer goes into the table of bodies. */
export function keptExchange({
  requestHeaders,
  requestBody,
  responseHeaders,
  responseBody,
}: Pick<FinishedRequest, 'requestHeaders' | 'requestBody' | 'responseHeaders' | 'responseBody'>): Omit<NewRequestBody, 'requestLogId'> {
  const sent = requestBody === undefined ? undefined : keptBody(requestBody)
  const answered = responseBody === undefined ? undefined : keptBody(Buffer.from(responseBody).toString())
  const kept = {
    requestHeaders: JSON.stringify(
      Object.fromEntries(keptHeaders.flatMap((name) => (requestHeaders[name] === undefined ? [] : [[name, shown(requestHeaders[name])]]))),
    ),
    requestBody: sent?.text ?? null,
    isRequestBodyCut: sent?.isCut ?? false,
    responseHeaders: JSON.stringify(Object.fromEntries(Object.entries(responseHeaders).map(([name, value]) => [name, shown(value)]))),
    responseBody: answered?.text ?? null,
    isResponseBodyCut: answered?.isCut ?? false,
  }
  return { ...kept, storedBytes: sizeOf(kept.requestHeaders, kept.requestBody, kept.responseHeaders, kept.responseBody) }
}

const shown = (value: string | number | readonly string[]): string => maskText(String(value).slice(0, maxHeader))

const sizeOf = (...texts: readonly (string | null)[]): number => texts.reduce((sum, text) => sum + Buffer.byteLength(text ?? ''), 0)
