import type { z } from 'zod'
import { snakeCase, toWire } from './wire.ts'

/**
 * What leaves Interlock, checked and renamed in one pass: a property that the schema does not have is dropped, a value of another type is refused.
 * Formats, ranges and refinements were checked when the value came in and are not looked at again; together with the renaming that makes
 * this several times faster than `parse`.
 * @throws ZodError when the value does not fit.
 */
export function encodeWire(schema: z.ZodType, value: unknown): unknown {
  const encoded = encoderOf(schema)(value)
  // Zod has the last word on what this does not understand, and says what is wrong.
  return encoded === mismatch ? toWire(schema, schema.parse(value)) : encoded
}

const mismatch = Symbol('mismatch')

/** Gives the value's form on the wire, or `mismatch`. */
type Encode = (value: unknown) => unknown

const encoders = new WeakMap<z.ZodType, Encode>()

interface Definition {
  readonly type: string
  readonly format?: string
  readonly shape?: Record<string, z.ZodType>
  readonly catchall?: z.ZodType
  readonly element?: z.ZodType
  readonly innerType?: z.ZodType
  readonly valueType?: z.ZodType
  readonly entries?: Record<string, unknown>
  readonly values?: readonly unknown[]
}

function encoderOf(schema: z.ZodType): Encode {
  const known = encoders.get(schema)
  if (known !== undefined) return known
  const encoder = compile(schema)
  encoders.set(schema, encoder)
  return encoder
}

function compile(schema: z.ZodType): Encode {
  const definition = schema.def as unknown as Definition // zod's own description of the schema; the union of all kinds is not exported
  switch (definition.type) {
    case 'string':
      return checked((value) => typeof value === 'string')
    case 'number':
      return checked(definition.format?.includes('int') ? Number.isSafeInteger : Number.isFinite)
    case 'boolean':
      return checked((value) => typeof value === 'boolean')
    case 'enum':
      return oneOf(Object.values(definition.entries ?? {}))
    case 'literal':
      return oneOf(definition.values ?? [])
    case 'nullable':
      return nullable(innerEncoder(definition.innerType))
    case 'optional': {
      const encode = innerEncoder(definition.innerType)
      return (value) => (value === undefined ? undefined : encode(value))
    }
    case 'array':
      return arrayEncoder(innerEncoder(definition.element))
    case 'object':
      return definition.catchall === undefined || definition.catchall.def.type === 'never'
        ? objectEncoder(definition.shape ?? {})
        : parsed(schema)
    case 'unknown':
      return (value) => value
    default:
      return parsed(schema)
  }
}

const checked =
  (isValid: (value: unknown) => boolean): Encode =>
  (value) =>
    isValid(value) ? value : mismatch

function oneOf(allowed: readonly unknown[]): Encode {
  const values = new Set(allowed)
  return checked((value) => values.has(value))
}

const nullable =
  (encode: Encode): Encode =>
  (value) =>
    value === null ? null : encode(value)

const innerEncoder = (schema: z.ZodType | undefined): Encode => (schema === undefined ? () => mismatch : encoderOf(schema))

/** For the rare kinds: what zod makes of the value. */
const parsed =
  (schema: z.ZodType): Encode =>
  (value) => {
    const result = schema.safeParse(value)
    return result.success ? toWire(schema, result.data) : mismatch
  }

function arrayEncoder(encode: Encode): Encode {
  return (value) => {
    if (!Array.isArray(value)) return mismatch
    const result: unknown[] = []
    for (const item of value) {
      const encoded = encode(item)
      if (encoded === mismatch) return mismatch
      result.push(encoded)
    }
    return result
  }
}

function objectEncoder(shape: Record<string, z.ZodType>): Encode {
  const fields = Object.entries(shape).map(([name, schema]) => ({ name, wireName: snakeCase(name), encode: encoderOf(schema) }))
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return mismatch
    const result: Record<string, unknown> = {}
    for (const { name, wireName, encode } of fields) {
      const encoded = encode((value as Record<string, unknown>)[name]) // any object may have any property
      if (encoded === mismatch) return mismatch
      if (encoded !== undefined) result[wireName] = encoded
    }
    return result
  }
}
