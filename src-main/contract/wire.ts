import { z } from 'zod'

/**
 * The one place where code's camelCase meets the wire's snake_case. Driven by the schema, so that free-form JSON
 * (`z.record`, `z.unknown`) passes untouched: only the properties of a `z.object` are renamed.
 */
export const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

type Mapper = (value: unknown) => unknown
type Direction = 'toWire' | 'fromWire'

interface Definition {
  readonly type: string
  readonly shape?: Record<string, z.ZodType>
  readonly element?: z.ZodType
  readonly innerType?: z.ZodType
  readonly valueType?: z.ZodType
  readonly options?: readonly z.ZodType[]
  readonly in?: z.ZodType
  readonly out?: z.ZodType
}

const compiled = { toWire: new WeakMap<z.ZodType, Mapper | null>(), fromWire: new WeakMap<z.ZodType, Mapper | null>() }

/** Renames an already valid value's properties to their names on the wire. */
export const toWire = (schema: z.ZodType, value: unknown): unknown => mapperOf(schema, 'toWire')?.(value) ?? value

/** Renames what came over the wire to the names in code; a name that the schema does not know stays as it came, to be refused there. */
export const fromWire = (schema: z.ZodType, value: unknown): unknown => mapperOf(schema, 'fromWire')?.(value) ?? value

/** A route's path with its parameters named as on the wire, `/deliveries/{delivery_id}`. */
export const wireTemplate = (path: string): string => path.replaceAll(/\{\w+\}/g, snakeCase)

/** The name on the wire of a validation issue's path, `lines.0.unit_price`. */
export const wirePath = (path: readonly PropertyKey[]): string => path.map((part) => snakeCase(String(part))).join('.')

function mapperOf(schema: z.ZodType, direction: Direction): Mapper | null {
  const known = compiled[direction].get(schema)
  if (known !== undefined) return known
  const mapper = compile(schema, direction)
  compiled[direction].set(schema, mapper)
  return mapper
}

function compile(schema: z.ZodType, direction: Direction): Mapper | null {
  const definition = schema.def as unknown as Definition // zod's own description of the schema; the union of all kinds is not exported
  switch (definition.type) {
    case 'object':
      return objectMapper(definition.shape ?? {}, direction)
    case 'array':
      return arrayMapper(definition.element, direction)
    case 'record':
      return recordMapper(definition.valueType, direction)
    case 'union':
      return unionMapper(definition.options ?? [], direction)
    case 'pipe':
      return inner(direction === 'fromWire' ? definition.in : definition.out, direction)
    default:
      return inner(definition.innerType, direction)
  }
}

const inner = (schema: z.ZodType | undefined, direction: Direction): Mapper | null =>
  schema === undefined ? null : mapperOf(schema, direction)

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function objectMapper(shape: Record<string, z.ZodType>, direction: Direction): Mapper {
  const entries = new Map<string, { readonly name: string; readonly map: Mapper | null }>()
  for (const [name, schema] of Object.entries(shape)) {
    const wireName = snakeCase(name)
    const [from, to] = direction === 'toWire' ? [name, wireName] : [wireName, name]
    entries.set(from, { name: to, map: mapperOf(schema, direction) })
  }
  return (value) => {
    if (!isPlainObject(value)) return value
    const result: Record<string, unknown> = {}
    for (const key in value) {
      const entry = entries.get(key)
      const item = value[key]
      // NB: `customerId` on the wire is not `customer_id`, and `__proto__` is no property; the added blank keeps both unknown to the schema.
      if (entry === undefined) result[Object.hasOwn(shape, key) || key === '__proto__' ? `${key} ` : key] = item
      else result[entry.name] = entry.map === null ? item : entry.map(item)
    }
    return result
  }
}

function arrayMapper(element: z.ZodType | undefined, direction: Direction): Mapper | null {
  const map = inner(element, direction)
  return map === null ? null : (value) => (Array.isArray(value) ? value.map(map) : value)
}

function recordMapper(valueType: z.ZodType | undefined, direction: Direction): Mapper | null {
  const map = inner(valueType, direction)
  if (map === null) return null
  return (value) => (isPlainObject(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, map(item)])) : value)
}

function unionMapper(options: readonly z.ZodType[], direction: Direction): Mapper | null {
  const shape: Record<string, z.ZodType> = {}
  for (const option of options) if (option instanceof z.ZodObject) Object.assign(shape, option.shape)
  return Object.keys(shape).length === 0 ? null : objectMapper(shape, direction)
}
