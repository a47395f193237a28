import type { OutboundClient } from '../../infra/outbound/outbound-client.ts'
import type { OutboundWay } from '../../infra/outbound/outbound-way.ts'
import { secureContextOf } from '../../infra/outbound/secure-context.ts'
import { createBreaker } from './breaker.ts'
import { type Attempt, createCaller, type LoggedCall, type Pace } from './caller.ts'
import { connectTo } from './connect.ts'
import type { Connector, ConnectorContext } from './connector.ts'
import { ConnectorFailure, maskFailure } from './failure.ts'
import { createHttpClient } from './http-client.ts'
import type { Mask } from './masking.ts'
import type { OwnProtocolCall } from './own-protocol.ts'

export interface OpenOptions {
  readonly connector: Connector
  readonly config: Readonly<Record<string, unknown>>
  readonly credentials: Readonly<Record<string, unknown>>
  /** Instead of the vendor's. */
  readonly baseUrl: string | null
  readonly way: OutboundWay
  /** Names the connections of it alone. */
  readonly lane: string
  readonly outbound: OutboundClient
  readonly userAgent: string
  /** Hides its secrets. */
  readonly mask: Mask
  /** NB: not masked yet. */
  readonly log: (call: LoggedCall, run: RunTerms) => void
  /** Of the vendor; what is not signed in has none. */
  readonly grant: Grant
  readonly clock: { readonly now: () => number; readonly monotonicNow: () => number; readonly random: () => number }
}

/** Where the tokens of a connection come from. */
export interface Grant {
  /** @throws ConnectorFailure `no_grant`, `revoked_grant` */
  readonly accessToken: () => Promise<string>
  /** One that is not this, which the vendor did not take. @throws as above */
  readonly renewed: (refused: string) => Promise<string>
}

/** What is the same for all calls of one thing to do. */
export interface RunTerms {
  /** The action, `test`, `sync`. */
  readonly purpose: string
  readonly idempotencyKey?: string | undefined
  /** Somebody waits for the word whether it works: nothing is tried a second time. */
  readonly isTest?: boolean
}

/** Attempts of one call, the first included. */
const attempts = 3

/** A connection in use. One object as long as its settings stay: it holds the breaker, the pace and what the connector keeps open. */
export interface OpenConnector {
  /** Does one thing with it. @throws ConnectorFailure, free of secrets. */
  readonly run: <Result>(terms: RunTerms, act: (context: ConnectorContext<never, never>) => Promise<Result>) => Promise<Result>
  /** Stops waits, ends connections, closes what the connector keeps. */
  readonly close: () => void
}

export function openConnector(options: OpenOptions): OpenConnector {
  const { connector, config, credentials, way, lane, outbound, clock } = options
  const ended = new AbortController()
  const breaker = createBreaker()
  const pace: Pace = { until: 0 }
  const { keep, closeAll } = createKeeper()
  const baseUrl = options.baseUrl ?? connector.http?.baseUrl(config as never) ?? '' // parsed by this connector's own schema

  function context(terms: RunTerms): ConnectorContext<never, never> {
    const call = createCaller({
      breaker,
      pace,
      clock,
      attempts: terms.isTest === true ? 1 : attempts,
      signal: ended.signal,
      log: (logged) => options.log(logged, terms),
    })
    const plain = createHttpClient({ ...options, baseUrl, lane, way, outbound, judge: connector.http?.judge, call, now: clock.now })
    const http = connector.auth === 'oauth2' ? authorized(plain, options.grant) : plain
    return {
      baseUrl,
      config: config as never, // parsed by this connector's own schema
      credentials: credentials as never, // as above
      http,
      own: (given) => call(() => attemptOwn(given), { isRepeatable: given.isRepeatable }),
      connect: connectTo(way),
      secureContext: () => secureContextOf(way),
      accessToken: (refused) => (refused === undefined ? options.grant.accessToken() : options.grant.renewed(refused)),
      keep,
      idempotencyKey: terms.idempotencyKey,
      now: clock.now,
    }
  }

  return {
    run: async (terms, act) => {
      try {
        return await act(context(terms))
      } catch (error) {
        throw error instanceof ConnectorFailure ? maskFailure(error, options.mask.text) : error
      }
    },
    close: () => {
      ended.abort()
      breaker.shutdown()
      outbound.drop(lane)
      closeAll()
    },
  }
}

/** Sends the token of the grant along; one that the vendor does not take, though its time is not over, is renewed once. */
const authorized =
  (http: ConnectorContext<never, never>['http'], grant: Grant): ConnectorContext<never, never>['http'] =>
  async (call) => {
    const isOwn = call.isAuthorized === false || Object.keys(call.headers ?? {}).some((name) => name.toLowerCase() === 'authorization')
    if (isOwn) return http(call)
    const withToken = (token: string) => http({ ...call, headers: { ...call.headers, authorization: `Bearer ${token}` } })
    const token = await grant.accessToken()
    try {
      return await withToken(token)
    } catch (error) {
      if (!(error instanceof ConnectorFailure && error.kind === 'wrong_credentials')) throw error
      return withToken(await grant.renewed(token))
    }
  }

/** What a connector keeps open from one call to the next, by name. */
function createKeeper() {
  const kept = new Map<string, { readonly value: unknown; readonly close: () => void }>()
  return {
    keep: <Kept>(name: string, open: () => Kept, close: (value: Kept) => void): Kept => {
      const known = kept.get(name)
      if (known !== undefined) return known.value as Kept // what `open` of this name made
      const value = open()
      kept.set(name, { value, close: () => close(value) })
      return value
    },
    closeAll: (): void => {
      for (const { close } of kept.values()) close()
      kept.clear()
    },
  }
}

async function attemptOwn<Result>({ method, target, isTls, request, run }: OwnProtocolCall<Result>): Promise<Attempt<Result>> {
  const exchange = { method, url: target, isTls, requestHeaders: {}, requestBody: request, responseHeaders: {}, timing: null }
  try {
    const { result, status, answer } = await run()
    return { exchange: { ...exchange, status, responseBody: answer }, outcome: { result } }
  } catch (error) {
    if (!(error instanceof ConnectorFailure)) throw error
    const status = error.vendor?.status ?? null
    return { exchange: { ...exchange, status, responseBody: error.vendor?.message ?? '' }, outcome: { failure: error } }
  }
}
