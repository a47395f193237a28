import type { Environment } from '../../infra/db/workspace.ts'
import { checkDestination, hostOf } from '../../infra/outbound/destination.ts'
import type { CompanyWay } from '../../infra/outbound/outbound-way.ts'
import { type Resolve, systemResolve } from '../../infra/outbound/resolve.ts'
import { AppError } from '../../lib/app-error.ts'
import type { RefusedWebhook } from './outgoing-calls.contract.ts'

/** A webhook of the company, in one of its environments. */
export interface CalledWebhook {
  readonly id: number
  readonly name: string
  readonly url: string
  readonly isHttpAllowed: boolean
  readonly isActive: boolean
  readonly environment: Environment
}

/** Look-ups at a time. */
const together = 20

interface Ways {
  readonly now: CompanyWay
  readonly proposed: CompanyWay
  readonly resolve?: Resolve
}

/** Webhooks that may be called under the rules of now and not under others. NB: each look-up of a name that nobody knows waits three seconds at most. */
export async function listNewlyRefused(
  webhooks: readonly CalledWebhook[],
  { now, proposed, resolve = systemResolve }: Ways,
): Promise<RefusedWebhook[]> {
  const mayCall = ({ url, isHttpAllowed }: CalledWebhook, company: CompanyWay): Promise<boolean> =>
    checkDestination(url, { resolve, way: { company, isHttpAllowed } }).then(
      () => true,
      (error: unknown) => {
        if (error instanceof AppError) return false
        throw error
      },
    )
  const refused: RefusedWebhook[] = []
  for (let index = 0; index < webhooks.length; index += together) {
    const part = webhooks.slice(index, index + together)
    const isRefused = await Promise.all(part.map(async (one) => !(await mayCall(one, proposed)) && (await mayCall(one, now))))
    refused.push(...part.filter((_, place) => isRefused[place]).map(shown))
  }
  return refused
}

const shown = ({ id, name, environment, isActive, url }: CalledWebhook): RefusedWebhook => ({
  id,
  name,
  environment,
  isActive,
  host: hostOf(new URL(url)),
})
