import type { Steps } from './demo-records.ts'

export interface SampleTimes {
  /** A moment; negative hours are past. */
  readonly hoursFromNow: (hours: number) => string
  /** A date; negative days are past. */
  readonly daysFromNow: (days: number) => string
}

interface SampleContext extends SampleTimes {
  readonly idOf: (name: string) => number
  readonly assigneeId: number | null
  readonly jobId: number | null
}

export interface FloorSample {
  readonly plural: string
  /** What later samples call it. */
  readonly name?: string
  readonly fields: (context: SampleContext) => Readonly<Record<string, unknown>>
  readonly steps: Steps
}

type Fields = FloorSample['fields']

/** Samples of one record type. */
export const sampleOf =
  (plural: string) =>
  (fields: Fields, steps: Steps = {}, name?: string): FloorSample => ({ plural, fields, steps, ...(name === undefined ? {} : { name }) })
