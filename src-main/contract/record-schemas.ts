import { z } from 'zod'
import { snakeCase } from './wire.ts'

/** Which schemas stand for the records of a type, wherever they appear in an answer. */
export const recordsOnWire = z.registry<{ plural: string }>()

type Change = (wire: unknown) => unknown
type Json = Readonly<Record<string, unknown>>

interface Definition {
  readonly shape?: Readonly<Record<string, z.ZodType>>
  readonly element?: z.ZodType
  readonly innerType?: z.ZodType
}

/**
 * Finds the records of changed types in what a schema describes. @returns what changes each of them in a value on the wire; undefined when the
 * schema has none.
 */
export function recordChanges(schema: z.ZodType, changeOf: (plural: string) => ((record: Json) => Json) | undefined): Change | undefined {
  const plural = recordsOnWire.get(schema)?.plural
  const own = plural === undefined ? undefined : changeOf(plural)
  const inside = changesInside(schema.def as unknown as Definition, changeOf) // zod's own description of the schema
  if (own === undefined) return inside
  return (wire) => {
    const changed = inside === undefined ? wire : inside(wire)
    return isObject(changed) ? own(changed) : changed
  }
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

function changesInside(
  { shape, element, innerType }: Definition,
  changeOf: (plural: string) => ((record: Json) => Json) | undefined,
): Change | undefined {
  if (innerType !== undefined) return recordChanges(innerType, changeOf)
  if (element !== undefined) {
    const change = recordChanges(element, changeOf)
    return change === undefined ? undefined : (wire) => (Array.isArray(wire) ? wire.map(change) : wire)
  }
  const changes = Object.entries(shape ?? {}).flatMap(([name, inner]) => {
    const change = recordChanges(inner, changeOf)
    return change === undefined ? [] : [{ name: snakeCase(name), change }]
  })
  if (changes.length === 0) return undefined
  return (wire) => {
    if (!isObject(wire)) return wire
    const result: Record<string, unknown> = { ...wire }
    for (const { name, change } of changes) if (name in result) result[name] = change(result[name])
    return result
  }
}
