import { type Revision, recordInRevision } from '../../contract/revisions.ts'
import type { Payload } from './event-filter.ts'

/** Takes a payload back to what a dated revision of the API shows; undefined where nothing changed since. */
export type PayloadInRevision = (date: string) => ((payload: Payload) => Payload) | undefined

/**
 * The payloads of events as the revisions before the newest have them: the records in them are what the API of that date answers with.
 * @param types by the name that a record has in a payload, the plural of its type.
 */
export function payloadsInRevisions(all: readonly Revision[], types: ReadonlyMap<string, string>): PayloadInRevision {
  return (date) => {
    const changes = [...types].flatMap(([name, plural]) => {
      const change = recordInRevision(all, date, plural)
      return change === undefined ? [] : [{ name, change }]
    })
    if (changes.length === 0) return undefined
    return (payload) => {
      const data = { ...(payload['data'] as Record<string, Record<string, unknown>>) } // as every event has it
      for (const { name, change } of changes) if (data[name] !== undefined) data[name] = { ...change(data[name]) }
      return { ...payload, data }
    }
  }
}
