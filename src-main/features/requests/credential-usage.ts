import type { Workspace } from '../../infra/db/workspace.ts'
import { isoTime } from '../../lib/identity.ts'
import type { Credential, CredentialUsage } from '../credentials/credentials.contract.ts'
import { listUsageOf } from './credential-usage.store.ts'

const dayMs = 86_400_000

/** How much a credential was used lately, from where, and what went wrong last; counted by hour. */
export function usageOf({ logDb }: Pick<Workspace, 'logDb'>, credential: Credential, now: number): CredentialUsage {
  const hours = listUsageOf(logDb, credential, isoTime(now - 30 * dayMs))
  const lastDay = hours.filter(({ hour }) => hour > isoTime(now - dayMs).slice(0, 13))
  const calls = Map.groupBy(lastDay, ({ ipAddress }) => ipAddress)
  const failed = hours.filter(({ lastErrorAt }) => lastErrorAt !== null)
  const last = failed.reduce<(typeof hours)[number] | undefined>(
    (latest, hour) => ((hour.lastErrorAt ?? '') > (latest?.lastErrorAt ?? '') ? hour : latest),
    undefined,
  )
  return {
    callsLastDay: sum(lastDay.map((hour) => hour.calls)),
    failedLastDay: sum(lastDay.map((hour) => hour.failed)),
    callsLastMonth: sum(hours.map((hour) => hour.calls)),
    addressesLastDay: [...calls]
      .map(([address, of]) => ({ address, calls: sum(of.map((hour) => hour.calls)) }))
      .sort((a, b) => b.calls - a.calls || a.address.localeCompare(b.address)),
    lastError:
      last === undefined ? null : { code: last.lastErrorCode ?? '', requestId: last.lastErrorRequestId ?? '', at: last.lastErrorAt ?? '' },
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)
