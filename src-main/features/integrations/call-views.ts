import type { z } from 'zod'
import { failureView } from '../../connectors/kit/failure-view.ts'
import type { Locale } from '../../contract/fields.ts'
import type { Db } from '../../infra/db/database.ts'
import { isoTime } from '../../lib/identity.ts'
import { countCallsBy } from './connection-calls.store.ts'
import type { ConnectionCallRow } from './connection-calls.table.ts'
import type { getConnectionCall } from './integrations.contract.ts'

/** One call, with what its failure means in the language of the caller. */
export function callDetail(
  row: ConnectionCallRow,
  terms: { readonly vendor: string; readonly language: Locale },
): z.input<typeof getConnectionCall.response> {
  const { failureKind: kind, failureStep: step, failureDetail: detail } = row
  return { ...row, failure: kind === null || step === null ? null : failureView({ kind, step, detail, vendor: null }, terms) }
}

const hourMs = 3_600_000
const spans = {
  day: { stepMs: hourMs, steps: 24, characters: 13 },
  week: { stepMs: 24 * hourMs, steps: 7, characters: 10 },
  month: { stepMs: 24 * hourMs, steps: 30, characters: 10 },
} as const

/** Calls by hour or day (UTC) up to now, those without any too. */
export function usageOf(db: Db, connectionId: number, { span, now }: { readonly span: keyof typeof spans; readonly now: number }) {
  const { stepMs, steps, characters } = spans[span]
  const first = (Math.floor(now / stepMs) - steps + 1) * stepMs
  const counted = new Map(countCallsBy(db, connectionId, { since: isoTime(first), characters }).map((row) => [row.key, row]))
  return Array.from({ length: steps }, (_, index) => {
    const start = isoTime(first + index * stepMs)
    const { calls = 0, failed = 0, averageMs = null } = counted.get(start.slice(0, characters)) ?? {}
    return { start, calls, failed, averageMs }
  })
}
