import type { HttpRequest } from '../../ui/curl.ts'
import type { HttpResponse } from '../../ui/http-exchange.tsx'
import type { DeliveryDetail } from './webhooks.queries.ts'

export type Attempt = DeliveryDetail['attempts'][number]

interface Exchange {
  readonly request: HttpRequest
  readonly response: HttpResponse | undefined
  readonly durationMs: number
  readonly openHeaders: readonly string[]
}

/** They hold for this body alone, and the secret is not in them. */
const signatureHeaders = ['X-Signature', 'webhook-signature'] as const

/** An attempt for the viewer; undefined when nothing was sent. The signatures are shown and copied. */
export function exchangeOf({ request, response, responseTimeMs }: Attempt): Exchange | undefined {
  if (request === null) return undefined
  return {
    request: { ...request, body: request.body ?? undefined },
    response: response === null ? undefined : { status: response.status, headers: plainHeaders(response.headers), body: response.body },
    durationMs: responseTimeMs,
    openHeaders: signatureHeaders,
  }
}

/** The parts of an attempt's time, in their order. */
const timingParts = ['waitMs', 'dnsMs', 'connectMs', 'tlsMs', 'firstByteMs', 'bodyMs'] as const

interface TimedPart {
  readonly part: (typeof timingParts)[number]
  readonly durationMs: number
}

/** Those that there were; a wait that nobody notices is none. */
export const partsOf = (timing: NonNullable<Attempt['timing']>): readonly TimedPart[] =>
  timingParts.flatMap((part) => {
    const durationMs = timing[part]
    return durationMs === null || (part === 'waitMs' && durationMs < 1) ? [] : [{ part, durationMs }]
  })

const plainHeaders = (headers: Readonly<Record<string, string | string[]>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? value : value.join(', ')]))
