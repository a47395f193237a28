import { recordChanges } from '../../contract/record-schemas.ts'
import { changesAfter, type Revision, recordInRevision } from '../../contract/revisions.ts'
import type { RouteSpec } from '../../contract/route.ts'
import { AppError, type ErrorDetails, type FieldIssue } from '../../lib/app-error.ts'
import { deprecationHeaders } from './deprecation.ts'

type Json = Readonly<Record<string, unknown>>

/** A revision that is not the current one: what its clients send and get, made from what the current one takes and gives. */
export interface OldRevision {
  readonly date: string
  /** That it is on its way out, when it is. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: (operation: string, body: unknown) => unknown
  readonly query: (operation: string, query: Json) => Json
  readonly answer: (spec: RouteSpec, wire: unknown) => unknown
  readonly details: (operation: string, details: ErrorDetails) => ErrorDetails
}

export interface ApiRevisions {
  readonly current: string
  /**
   * The revision that a request is served in, undefined for the current one: what it asks for, else what its credential is pinned to. A pin to a
   * revision that is gone holds for the oldest one.
   * @throws AppError `unknown_api_version`.
   */
  readonly of: (asked: string, pinned: string | undefined) => OldRevision | undefined
}

export function createApiRevisions(all: readonly Revision[]): ApiRevisions {
  const current = all.at(-1)?.date ?? ''
  const dates = all.map(({ date }) => date)
  const old = new Map(all.slice(0, -1).map((revision, index) => [revision.date, oldRevision(all, revision, dates[index + 1] ?? current)]))
  return {
    current,
    of: (asked, pinned) => {
      if (asked === '') return pinned === undefined || pinned === current ? undefined : (old.get(pinned) ?? old.get(dates[0] ?? ''))
      if (asked === current) return undefined
      const revision = old.get(asked)
      if (revision === undefined) throw unknown(asked, dates)
      return revision
    },
  }
}

const unknown = (asked: string, dates: readonly string[]): AppError =>
  new AppError('unknown_api_version', `There is no revision ${asked.slice(0, 40)} of the API.`, {
    details: { field: 'API-Version', known: dates, fix: `Send one of ${dates.join(', ')} as API-Version, or leave it out.` },
  })

function oldRevision(all: readonly Revision[], { date, sunset }: Revision, successor: string): OldRevision {
  const changes = changesAfter(all, date)
  const answers = new WeakMap<RouteSpec, (wire: unknown) => unknown>()
  const pathOf = (operation: string, path: string): string =>
    changes.reduceRight((known, { fieldPaths }) => fieldPaths?.[operation]?.(known) ?? known, path)
  const details = (operation: string, given: ErrorDetails): ErrorDetails => ({
    ...given,
    ...(given.field === undefined ? {} : { field: pathOf(operation, given.field) }),
    ...(given.fields === undefined
      ? {}
      : { fields: given.fields.map((issue): FieldIssue => ({ ...issue, field: pathOf(operation, issue.field) })) }),
  })

  function answerOf(spec: RouteSpec): (wire: unknown) => unknown {
    const known = answers.get(spec)
    if (known !== undefined) return known
    const change =
      'def' in Object(spec.response) ? recordChanges(spec.response as never, (plural) => recordInRevision(all, date, plural)) : undefined // a schema, then
    const answer = (wire: unknown): unknown =>
      withItemDetails(change === undefined ? wire : change(wire), (given) => details(spec.operationId, given))
    answers.set(spec, answer)
    return answer
  }

  return {
    date,
    headers: sunset === undefined ? {} : deprecationHeaders({ since: successor, sunset, successor: '/api/v1/changelog' }),
    body: (operation, body) =>
      isObject(body) ? changes.reduce<Json>((given, { bodies }) => bodies?.[operation]?.(given) ?? given, body) : body,
    query: (operation, query) => changes.reduce((given, { queries }) => queries?.[operation]?.(given) ?? given, query),
    answer: (spec, wire) => answerOf(spec)(wire),
    details,
  }
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** A bulk answer says of each item what was wrong with it. */
function withItemDetails(wire: unknown, change: (details: ErrorDetails) => ErrorDetails): unknown {
  if (!isObject(wire) || !('summary' in wire) || !Array.isArray(wire['data'])) return wire
  const data = wire['data'].map((item) => {
    const error: unknown = isObject(item) ? item['error'] : undefined
    return isObject(error) ? { ...item, error: { ...error, details: change(error['details'] as ErrorDetails) } } : item // as the contract has it
  })
  return { ...wire, data }
}
