type Json = Readonly<Record<string, unknown>>

/**
 * One incompatible change of the API, as what lies between a revision and the one before it. Requests of old clients go forward through it, answers go
 * back. Pure; each gets what is on the wire and must bear what is missing.
 */
export interface RevisionChange {
  /** By the plural of a record type: the record as the revision before shows it, in answers and in the payloads of events. */
  readonly records?: Readonly<Record<string, (record: Json) => Json>>
  /** By operation: a request's body as this revision takes it. */
  readonly bodies?: Readonly<Record<string, (body: Json) => Json>>
  /** By operation: a request's query as this revision takes it. */
  readonly queries?: Readonly<Record<string, (query: Json) => Json>>
  /** By operation: the path of an invalid field as the revision before calls it. */
  readonly fieldPaths?: Readonly<Record<string, (path: string) => string>>
}

/** A dated revision inside v1. A client names it in API-Version, an API key is pinned to the one that it was made under. */
export interface Revision {
  /** `2026-11-01` */
  readonly date: string
  /** What is not as in the revision before. */
  readonly changes: readonly RevisionChange[]
  /** The day from which on it may be gone; announced in its answers. */
  readonly sunset?: string
}

/** Every revision that is served, the oldest first. What only adds needs no revision. */
export const revisions: readonly Revision[] = [{ date: '2026-11-01', changes: [] }]

/** Takes a record back from the newest revision to that of a date; undefined when it is the same in both. */
export function recordInRevision(all: readonly Revision[], date: string, plural: string): ((record: Json) => Json) | undefined {
  const steps = changesAfter(all, date).flatMap(({ records }) => records?.[plural] ?? [])
  return steps.length === 0 ? undefined : (record) => steps.reduceRight((shown, step) => step(shown), record)
}

/** What changed after a revision, the oldest first. */
export const changesAfter = (all: readonly Revision[], date: string): readonly RevisionChange[] =>
  all.slice(all.findIndex((revision) => revision.date === date) + 1).flatMap((revision) => revision.changes)
