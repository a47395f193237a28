import { z } from 'zod'
import { snakeCase } from './wire.ts'

type Json = Record<string, unknown>

/**
 * The JSON schema (2020-12) of a zod schema with its property names as they are on the wire. Schemas with an id go into `components` and are
 * referred to there.
 */
export function wireJsonSchema(schema: z.ZodType, io: 'input' | 'output', components: Json): Json {
  const { $schema: _dialect, $defs = {}, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json & { $defs?: Json } // JSON
  for (const [name, definition] of Object.entries($defs)) components[name] = withoutId(toWireNames(withoutNoise(definition)))
  const { id, ...body } = toWireNames(withoutNoise(rest)) as Json // an object in, an object out
  if (typeof id !== 'string') return body
  components[id] = body
  return { $ref: `#/components/schemas/${id}` }
}

const withoutId = (definition: unknown): Json => {
  const { id: _id, ...rest } = definition as Json // a definition is an object
  return rest
}

/** Without what zod writes and no reader needs: the pattern beside a format, and the bounds of every number that JavaScript calls an integer. */
function withoutNoise(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutNoise)
  if (typeof node !== 'object' || node === null) return node
  const entries = Object.entries(node).filter(
    ([key, value]) =>
      !(key === 'pattern' && typeof value === 'string' && 'format' in node) &&
      !(key === 'minimum' && value === Number.MIN_SAFE_INTEGER) &&
      !(key === 'maximum' && value === Number.MAX_SAFE_INTEGER),
  )
  return Object.fromEntries(entries.map(([key, value]) => [key, withoutNoise(value)]))
}

function toWireNames(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(toWireNames)
  if (typeof node !== 'object' || node === null) return node
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, renamed(key, value)]))
}

function renamed(key: string, value: unknown): unknown {
  if (key === 'properties')
    return Object.fromEntries(Object.entries(value as Json).map(([name, item]) => [snakeCase(name), toWireNames(item)]))
  if (key === 'required') return (value as string[]).map(snakeCase) // JSON schema: names of properties
  if (key === '$ref') return String(value).replace('#/$defs/', '#/components/schemas/')
  return toWireNames(value)
}
