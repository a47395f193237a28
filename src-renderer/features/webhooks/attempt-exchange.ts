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

/** An attempt for the viewer; undefined when nothing was sent. The signature is shown and copied: it holds for this body alone, and the secret is not in it. */
export function exchangeOf({ request, response, responseTimeMs }: Attempt): Exchange | undefined {
  if (request === null) return undefined
  return {
    request: { ...request, body: request.body ?? undefined },
    response: response === null ? undefined : { status: response.status, headers: plainHeaders(response.headers), body: response.body },
    durationMs: responseTimeMs,
    openHeaders: ['X-Signature'],
  }
}

const plainHeaders = (headers: Readonly<Record<string, string | string[]>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? value : value.join(', ')]))
