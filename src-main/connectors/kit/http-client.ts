import type { OutboundClient, OutboundResult } from '../../infra/outbound/outbound-client.ts'
import type { OutboundWay } from '../../infra/outbound/outbound-way.ts'
import { networkFailure } from './call-step.ts'
import type { Attempt, Call } from './caller.ts'
import type { HttpRules } from './connector.ts'
import { ConnectorFailure } from './failure.ts'
import type { HttpAnswer, HttpCall } from './http-call.ts'
import { failureOf } from './http-verdict.ts'
import { usedUpForMs } from './rate-limit.ts'

/** For one whole attempt, unless the call says otherwise. */
const timeoutMs = 30_000

/** How much of an answer is read. */
const maxBytes = 16 * 1024 * 1024

export interface HttpClientOptions {
  readonly outbound: OutboundClient
  readonly way: OutboundWay
  readonly lane: string
  readonly baseUrl: string
  readonly userAgent: string
  readonly judge: HttpRules<never>['judge']
  readonly call: Call
  readonly now: () => number
}

/** HTTP of a connector: forms the request, reads the answer, and leaves patience and memory to the caller. */
export function createHttpClient(options: HttpClientOptions) {
  const { outbound, way, lane, baseUrl, userAgent, judge, call, now } = options

  return async (given: HttpCall): Promise<HttpAnswer> => {
    const url = urlOf(baseUrl, given)
    const { body, headers: ofBody } = bodyOf(given)
    const expects = given.expects ?? 'json'
    const headers = {
      'user-agent': userAgent,
      accept: expects === 'json' ? 'application/json' : '*/*',
      ...ofBody,
      ...lowerCased(given.headers ?? {}),
    }
    const request = { lane, way, origin: url.origin, path: url.pathname + url.search, headers, body, method: given.method, maxBytes }

    const attempt = async (): Promise<Attempt<HttpAnswer>> => {
      const result = await outbound.send({ ...request, timeoutMs: given.timeoutMs ?? timeoutMs })
      const exchange = {
        method: given.method,
        url: url.href,
        isTls: url.protocol === 'https:',
        requestHeaders: headers,
        requestBody: loggedBody(given, body),
        status: result.status,
        responseHeaders: result.headers ?? {},
        responseBody: result.body,
        timing: result.timing,
      }
      const outcome = read(result, url.protocol === 'https:')
      return { exchange, outcome, usedUpForMs: result.headers === null ? undefined : usedUpForMs(result.headers, now()) }
    }

    function read(result: OutboundResult, isTls: boolean): Attempt<HttpAnswer>['outcome'] {
      if (result.error !== null) return { failure: networkFailure(result.error, { isTls, timing: result.timing }) }
      const answer = answerOf(result)
      if (result.isBodyCut) return { failure: new ConnectorFailure('unexpected_answer', { step: 'protocol', mayHaveArrived: true }) }
      const failure = given.isAnyStatusFine === true ? undefined : failureOf(answer, { expects, judge, now: now() })
      return failure === undefined ? { result: answer } : { failure }
    }

    return call(attempt, { isRepeatable: given.isRepeatable ?? isRepeatableMethod(given.method) })
  }
}

/** Methods that do no more when they are sent twice (RFC 9110 9.2.2). */
const isRepeatableMethod = (method: HttpCall['method']): boolean => method !== 'POST' && method !== 'PATCH'

/** The URL of a call. NB: a path that is a whole URL keeps its host, so connectors give only what the vendor itself named. */
function urlOf(baseUrl: string, { path, query = {} }: Pick<HttpCall, 'path' | 'query'>): URL {
  const url = /^https?:\/\//.test(path) ? new URL(path) : new URL(baseUrl.replace(/\/$/, '') + (path.startsWith('/') ? path : `/${path}`))
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue
    for (const one of typeof value === 'object' ? value : [value]) url.searchParams.append(name, String(one))
  }
  return url
}

function bodyOf({ json, form, body }: HttpCall): { readonly body: Uint8Array; readonly headers: Readonly<Record<string, string>> } {
  if (body !== undefined) return { body: bytesOf(body.bytes), headers: { 'content-type': body.mediaType } }
  if (form !== undefined) {
    const fields = new URLSearchParams()
    for (const [name, value] of Object.entries(form)) {
      if (value === undefined) continue
      for (const one of typeof value === 'string' ? [value] : value) fields.append(name, one)
    }
    return { body: bytesOf(fields.toString()), headers: { 'content-type': 'application/x-www-form-urlencoded' } }
  }
  if (json === undefined) return { body: new Uint8Array(), headers: {} }
  return { body: bytesOf(JSON.stringify(json)), headers: { 'content-type': 'application/json; charset=utf-8' } }
}

const bytesOf = (bytes: Uint8Array | string): Uint8Array => (typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : bytes)

/** What the log keeps of a request: its text, or how much of another type it was. */
function loggedBody({ body }: HttpCall, bytes: Uint8Array): string {
  const isText = body === undefined || /json|text|xml|urlencoded/i.test(body.mediaType)
  return isText
    ? Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, loggedBytes)).toString('utf8')
    : `(${bytes.length} bytes of ${body.mediaType})`
}

/** Looked at for the log; it keeps less, once the secrets are out. */
const loggedBytes = 256 * 1024

const lowerCased = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

function answerOf({ status, headers, body }: OutboundResult): HttpAnswer {
  return { status: status ?? 0, headers: headers ?? {}, text: body, json: parsed(body) }
}

function parsed(text: string): unknown {
  if (!/^\s*[{["\dtfn-]/.test(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined // the verdict on the answer says that it is no JSON
  }
}
