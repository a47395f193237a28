import { invariant } from '../lib/assert.ts'
import type { SampleTimes } from './demo-floor-sample.ts'
import { maintenanceSamples } from './demo-maintenance.ts'
import { productionSamples } from './demo-production.ts'
import type { MakeRecord } from './demo-records.ts'
import { safetySamples, ticketSamples } from './demo-tickets.ts'

interface Floor {
  /** Who tickets and work orders are assigned to. */
  readonly assigneeId: number | null
  /** The job that something is produced for. */
  readonly jobId: number | null
  /** ISO 8601. */
  readonly now: string
}

/** In their order: what is referred to comes first. */
const floorSamples = [...maintenanceSamples, ...productionSamples, ...ticketSamples, ...safetySamples]

/** What happens on the sample plant's floor: machines, orders, stops, tickets and what safety has to know of. */
export function seedFloor(make: MakeRecord, { assigneeId, jobId, now }: Floor): void {
  const ids = new Map<string, number>()
  const idOf = (name: string): number => {
    const id = ids.get(name)
    invariant(id !== undefined, `no sample ${name} before this one`)
    return id
  }
  for (const { plural, name, fields, steps } of floorSamples) {
    const id = make(plural, fields({ ...timesFrom(now), idOf, assigneeId, jobId }), steps)
    if (name !== undefined) ids.set(name, id)
  }
}

function timesFrom(now: string): SampleTimes {
  const hoursFromNow = (hours: number): string => new Date(Date.parse(now) + hours * 3_600_000).toISOString()
  return { hoursFromNow, daysFromNow: (days) => hoursFromNow(days * 24).slice(0, 10) }
}
