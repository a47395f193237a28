import { AppError } from '../../lib/app-error.ts'
import type { Principal } from './principal.ts'
import type { RateLimiter, Verdict } from './rate-limiter.ts'
import type { Limit } from './sliding-window.ts'

/** What all credentials of a company together may do, reads and writes apart. */
export interface CompanyLimits {
  readonly readsPerMinute: number
  readonly writesPerMinute: number
}

const minuteMs = 60_000
const hourMs = 3_600_000

/** What a request counts against: its credential, and its company in this environment. The window has no limits. */
function limitsOf(principal: Principal, company: CompanyLimits, kind: 'reads' | 'writes'): [Limit, Limit] | undefined {
  const { actor, workspace, rateLimitPerHour, sharedLimit } = principal
  if (rateLimitPerHour === undefined) return undefined
  const isRead = kind === 'reads'
  const own = sharedLimit === undefined ? `${actor.type}:${actor.id}` : `rate_limit:${sharedLimit.id}`
  const perHour = sharedLimit === undefined ? rateLimitPerHour : isRead ? sharedLimit.readsPerHour : sharedLimit.writesPerHour
  return [
    { identifier: `${own} ${kind}`, name: 'credential', limit: perHour, windowMs: hourMs },
    {
      identifier: `company:${workspace.company}/${workspace.environment} ${kind}`,
      name: 'company',
      limit: isRead ? company.readsPerMinute : company.writesPerMinute,
      windowMs: minuteMs,
    },
  ]
}

interface LimitedRequest {
  readonly principal: Principal
  readonly isRead: boolean
  /** What every answer to this request carries; gets the headers of the limits. */
  readonly headers: Record<string, string>
}

/** @throws AppError `rate_limited` when a limit of the caller is used up. */
export function limitRequest(
  { principal, isRead, headers }: LimitedRequest,
  { limiter, access }: { limiter: RateLimiter; access: { readonly of: (company: string) => CompanyLimits } },
): void | Promise<void> {
  const limits = limitsOf(principal, access.of(principal.workspace.company), isRead ? 'reads' : 'writes')
  if (limits === undefined) return
  headers['RateLimit-Policy'] = `${policyOf(limits[0])}, ${policyOf(limits[1])}`
  const verdict = limiter.take(limits)
  if (verdict instanceof Promise) return verdict.then((later) => obey(later, headers))
  obey(verdict, headers)
}

/** As in draft-ietf-httpapi-ratelimit-headers. */
const policyOf = ({ name, limit, windowMs }: Limit): string => `"${name}";q=${limit};w=${windowMs / 1000}`

function obey({ isAllowed, tightest }: Verdict, headers: Record<string, string>): void {
  const { limit, remaining, resetSeconds, retryAfterSeconds } = tightest
  headers['RateLimit'] = `"${limit.name}";r=${remaining};t=${resetSeconds}`
  headers['X-RateLimit-Limit'] = String(limit.limit)
  headers['X-RateLimit-Remaining'] = String(remaining)
  headers['X-RateLimit-Reset'] = String(resetSeconds)
  if (isAllowed) return
  const [whose, window] = limit.name === 'company' ? ['company', 'a minute'] : ['credential', 'an hour']
  const kind = limit.identifier.slice(limit.identifier.lastIndexOf(' ') + 1)
  throw new AppError('rate_limited', `This ${whose} may make ${limit.limit} ${kind} ${window}.`, {
    retryAfterSeconds,
    details: {
      limit: limit.limit,
      of: limit.name,
      window_seconds: limit.windowMs / 1000,
      fix: 'Wait as long as Retry-After says, or ask an admin for a higher limit.',
    },
  })
}
