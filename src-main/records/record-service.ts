import type { z } from 'zod'
import type { Page } from '../contract/pagination.ts'
import type { StatusRules } from '../contract/record.ts'
import type { FilterKind } from '../contract/record-list.ts'
import { snakeCase } from '../contract/wire.ts'
import { encodeWire } from '../contract/wire-encoder.ts'
import { appendEvent } from '../events/event-log.ts'
import type { Db } from '../infra/db/database.ts'
import type { Tx } from '../infra/db/write-queue.ts'
import { invalidField, notFound } from '../lib/app-error.ts'
import { checkAgainstOthers } from './check-against-others.ts'
import { createRecordFinder } from './find-records.ts'
import { createRecordList, type ListQuery } from './list-query.ts'
import type { RecordRegistry, RelatedType } from './record-registry.ts'
import type { RecordRow, RecordStore } from './record-store.ts'
import { checkNeeded, checkRemovable, checkUnreferred, checkVersion, refusedTransition } from './refusals.ts'
import { createSearchIndex, type SearchIndex } from './search-index.ts'

/** The part of a record declaration that the mechanism works with. */
export interface RecordTypeLike extends RelatedType {
  readonly keyPrefix: string
  readonly keyNumber?: string | undefined
  readonly keyField: string
  readonly resource: z.ZodType
  readonly create: z.ZodObject
  readonly update: z.ZodObject
  readonly filters: Readonly<Record<string, FilterKind>>
  readonly search: readonly string[]
  readonly status?: StatusRules<string> | undefined
  readonly createdEvent?: string | undefined
  readonly people: readonly string[]
  readonly unique: readonly string[]
}

type Values = Readonly<Record<string, unknown>>

/** What is special about a type; each may refuse by throwing an AppError. */
export interface RecordRules {
  /** The row id of a key that is not made from it. */
  readonly findId?: (db: Db, key: string) => number | undefined
  /** Derives and checks before a create or an update; gets the whole new row and gives back what to add. */
  readonly beforeSave?: (tx: Tx, row: Values, previous: RecordRow | undefined) => Values
  /** What else happens once a create or an update is written and announced. */
  readonly afterSave?: (tx: Tx, row: RecordRow, previous: RecordRow | undefined) => void
  readonly beforeRemove?: (tx: Tx, row: RecordRow) => void
  /** What else a transition changes on the row. */
  readonly onTransition?: (tx: Tx, row: RecordRow, to: string) => Values
  /** Events of the type's own that a write is, beside the mechanism's: `assigned`. `previous` is undefined for a new record. */
  readonly announces?: (row: RecordRow, previous: RecordRow | undefined) => readonly string[]
}

export interface Transition {
  readonly to: string
  readonly note?: string | null | undefined
  readonly version?: number | undefined
  /** Fields that are written before the status changes, for those that it needs. */
  readonly fields?: Values
  /** What else changes on the row; only for transitions that another operation makes. */
  readonly patch?: Values
  /** Takes an earlier transition back: the status it had is not announced a second time. */
  readonly isReturn?: boolean
}

export interface RecordParts {
  readonly type: RecordTypeLike
  readonly store: RecordStore
  readonly registry: RecordRegistry
  readonly rules?: RecordRules
}

/** The one mechanism behind every record type: lists, reads, versioned writes, transitions, search, and an event for each change. */
export function createRecordService<Resource>({ type, store, registry, rules = {} }: RecordParts) {
  const reader = createReader<Resource>(type, store, rules)
  const announce = createAnnouncer(type, reader)
  const search = type.search.length === 0 ? undefined : createSearchIndex(type, reader.keyOf, store.all)
  const context: Context<Resource> = { type, store, rules, registry, reader, announce, search }
  registry.add({
    type,
    findOnWire: (db, id) => {
      const row = store.findById(db, id)
      return row === undefined ? undefined : encodeWire(type.resource, reader.present(row))
    },
    openSearch: (db) => search?.open(db),
    search: createRecordFinder(type, reader),
  })
  const writes = fieldWrites(context)
  return { type, registry, announce, ...reader, ...writes, ...statusWrites(context, writes.update) }
}

export type RecordService<Resource> = ReturnType<typeof createRecordService<Resource>>

interface Context<Resource> {
  readonly type: RecordTypeLike
  readonly store: RecordStore
  readonly rules: RecordRules
  readonly registry: RecordRegistry
  readonly reader: Reader<Resource>
  readonly announce: Announce
  readonly search: SearchIndex | undefined
}

interface Reader<Resource> {
  readonly list: (db: Db, query: ListQuery) => Page<Resource>
  readonly findRow: (db: Db, idOrKey: string | number) => RecordRow | undefined
  /** @throws AppError `not_found` */
  readonly get: (db: Db, idOrKey: string | number) => Resource
  readonly getRow: (db: Db, idOrKey: string | number) => RecordRow
  readonly present: (row: RecordRow) => Resource
  readonly keyOf: (row: RecordRow) => string
}

function createReader<Resource>(type: RecordTypeLike, store: RecordStore, rules: RecordRules): Reader<Resource> {
  const records = createRecordList(store, type)
  const keyOf = (row: RecordRow): string => String(row[type.keyField] ?? `${type.keyPrefix}-${row.id}`)
  const present = (row: RecordRow): Resource => ({ ...row, [type.keyField]: keyOf(row) }) as Resource // the contract checks it on the way out
  /** NB: a key that is not made from the id must never be read as one: PRO-2026-0001 is not record 1. */
  const idOf = (db: Db, idOrKey: string | number): number | undefined =>
    rules.findId === undefined || /^\d+$/.test(String(idOrKey)) ? parseId(idOrKey) : rules.findId(db, String(idOrKey))

  const findRow = (db: Db, idOrKey: string | number): RecordRow | undefined => {
    const id = idOf(db, idOrKey)
    return id === undefined ? undefined : store.findById(db, id)
  }
  const getRow = (db: Db, idOrKey: string | number): RecordRow => {
    const row = findRow(db, idOrKey)
    if (row === undefined) throw notFound(type.name, idOrKey)
    return row
  }
  return {
    list: (db, query) => {
      const page = records.list(db, query)
      return { data: page.data.map(present), pagination: page.pagination }
    },
    findRow,
    get: (db, idOrKey) => present(getRow(db, idOrKey)),
    getRow,
    present,
    keyOf,
  }
}

/** Appends the event of a change: the resource as it now is, with what only this change says about and beside it. */
type Announce = (tx: Tx, row: RecordRow, what: string, more?: { readonly about?: Values; readonly beside?: Values }) => void

const createAnnouncer =
  (type: RecordTypeLike, { present, keyOf }: Reader<unknown>): Announce =>
  (tx, row, what, { about = {}, beside = {} } = {}) => {
    const resource = encodeWire(type.resource, present(row)) as Values // a resource is an object
    const name = snakeCase(type.name)
    appendEvent(tx, {
      event: `${name}.${what}`,
      recordType: name,
      recordId: row.id,
      recordKey: keyOf(row),
      data: { [name]: { ...resource, ...about }, ...beside },
    })
  }

function fieldWrites<Resource>(context: Context<Resource>) {
  const { type, store, rules, registry, reader, announce, search } = context
  const { getRow, present, keyOf } = reader

  function create(tx: Tx, fields: Values): Resource {
    const status = type.status === undefined ? {} : { status: type.status.initial }
    const row = { ...fields, ...status, version: 1, createdAt: tx.now, updatedAt: tx.now }
    checkAgainstOthers(context, tx.db, row, undefined)
    const named = { ...row, ...namesOfPeople(context, tx, row, undefined) }
    const id = store.insert(tx.db, { ...named, ...rules.beforeSave?.(tx, named, undefined) })
    const created = getRow(tx.db, id)
    search?.put(tx.db, created, keyOf(created))
    announce(tx, created, type.createdEvent ?? 'created')
    announceOwn(context, tx, created, undefined)
    rules.afterSave?.(tx, created, undefined)
    return present(created)
  }

  function update(tx: Tx, idOrKey: string | number, { version, ...fields }: Values & { readonly version: number }): Resource {
    const previous = getRow(tx.db, idOrKey)
    checkVersion(previous, version)
    const changed = changedFields(previous, fields)
    if (changed.length === 0) return present(previous)
    const row = { ...previous, ...fields, version: previous.version + 1, updatedAt: tx.now }
    checkAgainstOthers(context, tx.db, row, previous)
    checkNeeded(type, row, String(previous['status']))
    const named = { ...row, ...namesOfPeople(context, tx, row, previous) }
    store.update(tx.db, { ...named, ...rules.beforeSave?.(tx, named, previous) })
    const updated = getRow(tx.db, previous.id)
    search?.put(tx.db, updated, keyOf(updated))
    announce(tx, updated, 'updated', { beside: { changed_fields: changed.map(snakeCase) } })
    announceOwn(context, tx, updated, previous)
    rules.afterSave?.(tx, updated, previous)
    return present(updated)
  }

  function remove(tx: Tx, idOrKey: string): void {
    const row = getRow(tx.db, idOrKey)
    checkRemovable(type, row, keyOf(row))
    rules.beforeRemove?.(tx, row)
    checkUnreferred(type, row, registry.countReferrers(tx.db, type.plural, row.id))
    store.update(tx.db, { ...row, version: row.version + 1, updatedAt: tx.now, deletedAt: tx.now })
    search?.remove(tx.db, row.id)
    announce(tx, row, 'deleted')
  }

  return { create, update, remove }
}

function statusWrites<Resource>(context: Context<Resource>, update: ReturnType<typeof fieldWrites<Resource>>['update']) {
  const { type, reader } = context
  const { getRow, keyOf } = reader
  const moveTo = createMove(context)

  /** A transition that a client asks for: within the declared rules. */
  function transition(tx: Tx, idOrKey: string, request: Transition): Resource {
    const row = getRow(tx.db, idOrKey)
    if (request.version !== undefined) checkVersion(row, request.version)
    const elsewhere = type.status?.setElsewhere?.[request.to] ?? type.status?.leftElsewhere?.[String(row['status'])]
    if (elsewhere !== undefined) throw refusedTransition(keyOf(row), row, request.to, elsewhere)
    if (request.fields !== undefined) update(tx, row.id, { ...request.fields, version: row.version })
    return moveTo(tx, getRow(tx.db, row.id), request)
  }

  return { transition, moveTo }
}

/** Moves a row to a status, for transitions that belong to another operation (an invoice sets `invoiced`). */
function createMove<Resource>(context: Context<Resource>) {
  const { type, store, rules, reader, announce, search } = context
  const { getRow, present, keyOf } = reader
  return (tx: Tx, row: RecordRow, request: Transition): Resource => {
    const from = String(row['status'])
    const allowed = type.status?.transitions[from] ?? []
    if (!allowed.includes(request.to))
      throw refusedTransition(keyOf(row), row, request.to, `From ${from} it can go to: ${allowed.join(', ') || 'nowhere'}.`)
    checkNeeded(type, row, request.to)
    const moved = { ...row, status: request.to, statusNote: request.note ?? null, version: row.version + 1, updatedAt: tx.now }
    store.update(tx.db, { ...moved, ...rules.onTransition?.(tx, row, request.to), ...request.patch })
    const updated = getRow(tx.db, row.id)
    if (type.search.some((name) => updated[name] !== row[name])) search?.put(tx.db, updated, keyOf(updated))
    announce(tx, updated, 'status_changed', { about: { previous_status: from, new_status: request.to } })
    const announced = request.isReturn === true ? undefined : type.status?.announced[request.to]
    if (announced !== undefined) announce(tx, updated, announced)
    announceOwn(context, tx, updated, row)
    return present(updated)
  }
}

/** The names of the people that this write sets. @throws AppError `invalid_request` for who is not of the company. */
function namesOfPeople<Resource>({ type, registry }: Context<Resource>, tx: Tx, row: Values, previous: RecordRow | undefined): Values {
  const changed = type.people.filter((field) => previous === undefined || previous[field] !== row[field])
  return Object.fromEntries(
    changed.map((field) => {
      const id = row[field]
      const name = typeof id === 'number' ? registry.findPerson(tx.db, id) : null
      if (name === undefined)
        throw invalidField(snakeCase(field), `nobody of this company has the id ${id}`, 'Choose one of GET /api/people.')
      return [field.replace(/Id$/, 'Name'), name]
    }),
  )
}

function announceOwn<Resource>({ rules, announce }: Context<Resource>, tx: Tx, row: RecordRow, previous: RecordRow | undefined): void {
  for (const what of rules.announces?.(row, previous) ?? []) announce(tx, row, what)
}

/** A record's id of `1042` or `JOB-1042`; the contract has checked the form. */
const parseId = (idOrKey: string | number): number =>
  typeof idOrKey === 'number' ? idOrKey : Number(idOrKey.slice(idOrKey.lastIndexOf('-') + 1))

const changedFields = (previous: Values, fields: Values): string[] =>
  Object.keys(fields).filter((name) => fields[name] !== undefined && JSON.stringify(fields[name]) !== JSON.stringify(previous[name]))
