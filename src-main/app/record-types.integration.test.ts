import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { snakeCase } from '../contract/wire.ts'
import type { DeclaredType } from '../records/declared-records.ts'
import { recordTypes } from './record-types.ts'
import { eventCatalog } from './routes.ts'
import { createTestApp } from './test-app.ts'
import { creatableTypes, createSampler, eventsCausedBy, neededFor, pathOf, transitionsOf, wayTo } from './test-records.ts'

async function createPlant() {
  const app = await createTestApp()
  const key = await app.createKey(['write'])
  const request = (method: string, path: string, body?: object) =>
    app.request(method, path, { key, ...(body === undefined ? {} : { body }) })
  return { app, key, request, ...createSampler(app, key) }
}

const ids = (answer: { body: { data: { id: number }[] } }) => answer.body.data.map(({ id }) => id)

/** A field that a text can be written to, the title before any other. */
const textField = (type: DeclaredType): string => {
  const shape: Readonly<Record<string, { safeParse: (value: unknown) => { success: boolean } }>> = type.update.shape
  const name = [type.titleField, ...Object.keys(shape)].find((candidate) => shape[candidate]?.safeParse('changed').success)
  if (name === undefined) throw new Error(`${type.plural} has no text`)
  return snakeCase(name)
}

/** Asserts the events of the mechanism, in front of those that the type has of its own. */
const expectEvents = (type: DeclaredType, actual: readonly string[], expected: readonly string[]): void => {
  expect(actual.slice(0, expected.length)).toEqual(expected)
  expect(Object.keys(type.ownEvents ?? {})).toEqual(expect.arrayContaining(actual.slice(expected.length)))
}

const changeable = creatableTypes.filter(({ isImmutable }) => isImmutable !== true)

describe.each(creatableTypes.map((type) => [type.plural, type] as const))('%s', (_plural, type) => {
  const path = pathOf(type)

  test('is created from its example, announced, and read by id and by key', async () => {
    const { app, key, request, create } = await createPlant()
    const created = await create(type)
    expectEvents(type, await eventsCausedBy(app, key, { type, answer: created }), [type.createdEvent ?? 'created'])
    const recordKey = created.body[snakeCase(type.keyField)]
    expect(recordKey).toBe(`${type.keyPrefix}-${created.body.id}`)
    for (const id of [created.body.id, recordKey, String(recordKey).toLowerCase()])
      expect((await request('GET', `${path}/${id}`)).body).toEqual(created.body)
    expect((await request('GET', `${path}/4711`)).body).toMatchObject({ code: 'not_found' })
    expect((await request('POST', path, { colour: 'red' })).body).toMatchObject({ code: 'invalid_request' })
  })

  test('is listed, filtered and sorted by each declared field, and found by its words', async () => {
    const { request, create } = await createPlant()
    const all: number[] = []
    for (let count = 0; count < 3; count += 1) all.push((await create(type)).body.id)
    const { body: last } = await request('GET', `${path}/${all.at(-1)}`)
    for (const [name, kind] of Object.entries(type.filters)) {
      const value = last[snakeCase(name)]
      const given = kind === 'list' ? value?.[0] : value
      if (given === null || given === undefined) continue
      expect(ids(await request('GET', `${path}?${snakeCase(name)}=${encodeURIComponent(given)}`)), name).toContain(last.id)
    }
    for (const sort of ['id', ...type.sorts].map(snakeCase)) {
      const ascending = ids(await request('GET', `${path}?sort=${sort}&page[limit]=100`))
      expect(ids(await request('GET', `${path}?sort=-${sort}&page[limit]=100`)), sort).toEqual(ascending.toReversed())
      expect(ascending).toEqual(expect.arrayContaining(all))
    }
    if (type.search.length > 0) expect(ids(await request('GET', `${path}?q=${type.keyPrefix}-${last.id}`))).toContain(last.id)
    const title = String(last[snakeCase(type.titleField)])
    if (type.search.includes(type.titleField))
      expect(ids(await request('GET', `${path}?q=${encodeURIComponent(title)}`))).toContain(last.id)
  })

  test('is refused without its scope', async () => {
    const { app, create } = await createPlant()
    const { body } = await create(type)
    const stranger = await app.createKey(['events:read'])
    const reader = await app.createKey([`${type.plural}:read`])
    expect((await app.request('GET', path, { key: stranger })).body).toMatchObject({ code: 'forbidden' })
    expect((await app.request('GET', `${path}/${body.id}`, { key: reader })).status).toBe(200)
    expect((await app.request('POST', path, { key: reader, body: {} })).body).toMatchObject({ code: 'forbidden' })
  })
})

describe.each(changeable.map((type) => [type.plural, type] as const))('%s', (_plural, type) => {
  const path = pathOf(type)

  test('is changed at its current version only, and deleted where its status allows', async () => {
    const { app, key, request, create } = await createPlant()
    const { body } = await create(type)
    const one = `${path}/${body.id}`
    const change = { [textField(type)]: 'changed', version: 1 }
    const changed = await request('PATCH', one, change)
    expect(changed.body).toMatchObject({ ...change, version: 2 })
    expectEvents(type, await eventsCausedBy(app, key, { type, answer: changed }), ['updated'])
    expect(await request('PATCH', one, change)).toMatchObject({ status: 409, body: { code: 'version_conflict' } })
    const removed = await request('DELETE', one)
    expect(removed.status).toBe(204)
    expect(await eventsCausedBy(app, key, { type, answer: removed })).toEqual(['deleted'])
    expect((await request('GET', one)).status).toBe(404)
    expect(ids(await request('GET', path))).not.toContain(body.id)
  })

  test('goes through each declared transition and no other', async () => {
    const { app, key, request, createIn } = await createPlant()
    for (const [from, allowed] of Object.entries(transitionsOf(type))) {
      if (wayTo(type, from) === undefined) continue
      for (const to of allowed) {
        const id = await createIn(type, from)
        const needed = neededFor(type, to)
        const moved = await request('POST', `${path}/${id}/transitions`, { to, note: 'why', ...needed })
        expect(moved, `${from} to ${to}: ${moved.text}`).toMatchObject({ status: 200, body: { status: to, status_note: 'why' } })
        const announced = type.status?.announced[to]
        const expected = [
          ...(Object.keys(needed).length === 0 ? [] : ['updated']),
          'status_changed',
          ...(announced === undefined ? [] : [announced]),
        ]
        expectEvents(type, await eventsCausedBy(app, key, { type, answer: moved }), expected)
      }
      const forbidden = type.statuses.find((status) => !allowed.includes(status))
      const answer = await request('POST', `${path}/${await createIn(type, from)}/transitions`, { to: forbidden })
      expect(answer, `${from} to ${forbidden}`).toMatchObject({ status: 409, body: { code: 'transition_not_allowed' } })
    }
  })
})

test('every list by a sort, within a status or not, and every record by what it refers to, come from an index', async () => {
  const { app } = await createPlant()
  const db = app.look('live')
  const planOf = (table: string, rest: string): string =>
    db
      .all<{ detail: string }>(sql.raw(`EXPLAIN QUERY PLAN SELECT * FROM ${table} WHERE deleted_at IS NULL ${rest}`))
      .map((row) => row.detail)
      .join('\n')
  const slow: string[] = []
  for (const type of recordTypes) {
    const table = type.plural
    for (const sort of type.sorts.map(snakeCase))
      for (const where of type.status === undefined ? [''] : ['', "AND status = 'x'"])
        if (planOf(table, `${where} ORDER BY ${sort} DESC, id DESC LIMIT 21`).includes('B-TREE')) slow.push(`${table} ${where} by ${sort}`)
    for (const [field, plural] of Object.entries(type.references)) {
      const isKept = recordTypes.find((other) => other.plural === plural)?.isImmutable === true
      if (!isKept && planOf(table, `AND ${snakeCase(field)} = 1`).includes('SCAN')) slow.push(`${table} by ${field}`)
    }
  }
  expect(slow).toEqual([])
})

test('every event of the shop floor that integrators were promised is in the catalog, under its exact name', () => {
  const promised = [
    ...['ticket.created', 'ticket.updated', 'ticket.status_changed', 'ticket.assigned', 'ticket.commented'],
    ...['asset.created', 'asset.status_changed'],
    ...['production_order.created', 'production_order.started', 'production_order.completed', 'production_output.recorded'],
    ...['work_order.created', 'work_order.completed', 'downtime.started', 'downtime.ended'],
    ...['incident.reported', 'near_miss.reported'],
  ]
  const known = eventCatalog().map(({ event }) => event)
  expect(promised.filter((event) => !known.includes(event))).toEqual([])
  expect(new Set(known).size).toBe(known.length)
})
