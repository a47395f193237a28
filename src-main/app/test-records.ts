import { expect } from 'vitest'
import { snakeCase, toWire } from '../contract/wire.ts'
import type { DeclaredType } from '../records/declared-records.ts'
import { recordTypes } from './record-types.ts'
import type { TestAnswer, TestApp } from './test-app.ts'

/** Of the types that a client creates with a plain POST of their fields. */
export const creatableTypes: readonly DeclaredType[] = recordTypes.filter(({ plural }) => plural !== 'invoices')

/** Where what a record refers to must be in a status of its own first. */
const neededStatus: Readonly<Record<string, string>> = { 'production_outputs.productionOrderId': 'in_progress' }

export const pathOf = (type: DeclaredType): string => `/api/v1/${type.plural.replaceAll('_', '-')}`

const typeNamed = (plural: string): DeclaredType => {
  const type = recordTypes.find((candidate) => candidate.plural === plural)
  if (type === undefined) throw new Error(`no record type ${plural}`)
  return type
}

/** The transitions of a type that a client may ask for, by status. */
export function transitionsOf(type: DeclaredType): Readonly<Record<string, readonly string[]>> {
  const { transitions = {}, setElsewhere = {}, leftElsewhere = {} } = type.status ?? {}
  return Object.fromEntries(
    Object.entries(transitions).map(([from, all]) => [from, from in leftElsewhere ? [] : all.filter((to) => !(to in setElsewhere))]),
  )
}

/** The shortest way from a new record to a status; undefined when a client cannot get there. */
export function wayTo(type: DeclaredType, status: string): readonly string[] | undefined {
  const transitions = transitionsOf(type)
  const ways = new Map<string, readonly string[]>([[String(type.status?.initial), []]])
  for (const [from, way] of ways) for (const to of transitions[from] ?? []) if (!ways.has(to)) ways.set(to, [...way, to])
  return ways.get(status)
}

/** What a transition brings along for the status that it leads to. */
export const neededFor = (type: DeclaredType, status: string): Readonly<Record<string, string>> =>
  Object.fromEntries((type.status?.needs?.[status] ?? []).map((name) => [snakeCase(name), 'why']))

/** Makes records of any declared type from its example, each with fresh records of its own where it refers to others. A `title` replaces all of theirs. */
export function createSampler(app: TestApp, key: string, { title }: { readonly title?: string } = {}) {
  const post = (path: string, body: unknown): Promise<TestAnswer> => app.request('POST', path, { key, body })

  let count = 0
  const next = (): number => {
    count += 1
    return count
  }

  /** What creates a record like the example of its type. */
  async function bodyOf(type: DeclaredType): Promise<Record<string, unknown>> {
    const example: Readonly<Record<string, unknown>> = type.example
    const fields: Record<string, unknown> = {}
    for (const name of Object.keys(type.create.shape)) {
      const plural = type.references[name]
      if (example[name] === null || example[name] === undefined) continue
      if (type.people.includes(name)) fields[name] = 1
      else if (title !== undefined && name === type.titleField) fields[name] = title
      else if (type.unique.includes(name)) fields[name] = `${example[name]}-${next()}`
      else if (plural === undefined) fields[name] = example[name]
      else fields[name] = await createIn(typeNamed(plural), neededStatus[`${type.plural}.${name}`])
    }
    return toWire(type.create, fields) as Record<string, unknown> // an object in, an object out
  }

  /** @returns the id of a new record in this status. */
  async function createIn(type: DeclaredType, status: string | undefined): Promise<number> {
    const created = await create(type)
    for (const to of status === undefined ? [] : (wayTo(type, status) ?? []))
      expect((await post(`${pathOf(type)}/${created.body.id}/transitions`, { to, ...neededFor(type, to) })).body).toMatchObject({
        status: to,
      })
    return created.body.id
  }

  async function create(type: DeclaredType, more: object = {}): Promise<TestAnswer> {
    const answer = await post(pathOf(type), { ...(await bodyOf(type)), ...more })
    expect(answer, `${type.plural}: ${answer.text}`).toMatchObject({ status: 201 })
    return answer
  }

  return { create, createIn, bodyOf }
}

/** The events of one type that a request caused, in their order, without the type's name. */
export async function eventsCausedBy(
  app: TestApp,
  key: string,
  { type, answer }: { type: DeclaredType; answer: TestAnswer },
): Promise<string[]> {
  const path = `/api/v1/events?request_id=${answer.headers.get('x-request-id')}`
  const { body } = await app.request('GET', path, { key })
  const names = (body.data as { event: string; record_type: string }[]).filter((event) => event.record_type === snakeCase(type.name))
  return names.map(({ event }) => event.slice(event.indexOf('.') + 1)).reverse()
}
