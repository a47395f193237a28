import type { ApiRequestDetail } from '../../../src-main/features/requests/requests.contract.ts'
import type { HttpExchangeProps } from '../../ui/http-exchange.tsx'

/** Stands where the key has to be: the log does not know it. */
const keyPlaceholder = 'YOUR_API_KEY'

/** A request for the viewer, under the address that the window itself uses; copied as curl it works with a key in the place of the placeholder. */
export function exchangeOf(request: ApiRequestDetail, origin: string): HttpExchangeProps {
  const { exchange } = request
  const query = request.queryParams === null ? '' : `?${request.queryParams}`
  return {
    request: {
      method: request.method,
      url: `${origin}${request.path}${query}`,
      headers: { ...exchange?.requestHeaders, 'X-API-Key': keyPlaceholder },
      body: exchange?.requestBody ?? undefined,
    },
    response: { status: request.responseStatus, headers: exchange?.responseHeaders ?? {}, body: exchange?.responseBody ?? undefined },
    durationMs: request.responseTimeMs,
    openHeaders: ['X-API-Key'],
  }
}
