import type { Schema } from './api-docs.queries.ts'

export interface SchemaField {
  readonly name: string
  /** `string | null`, `array of Line` */
  readonly type: string
  readonly isRequired: boolean
  readonly description: string
  /** The values of an enum. */
  readonly values: readonly string[]
  readonly schema: Schema
}

type Schemas = Readonly<Record<string, Schema>>

/** The fields of an object, or of the objects of an array; none of anything else. */
export function fieldsOf(schema: Schema, schemas: Schemas): readonly SchemaField[] {
  const resolved = resolve(schema, schemas)
  if (isSchema(resolved['items'])) return fieldsOf(resolved['items'], schemas)
  const required = Array.isArray(resolved['required']) ? resolved['required'] : []
  return Object.entries((resolved['properties'] ?? {}) as Schemas).map(([name, property]) => ({
    // a schema each, by the standard
    name,
    type: typeOf(property, schemas),
    isRequired: required.includes(name),
    description: String(property['description'] ?? ''),
    values: valuesOf(resolve(property, schemas)),
    schema: property,
  }))
}

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Behind references, and behind what makes it nullable. */
function resolve(schema: Schema, schemas: Schemas): Schema {
  if (typeof schema['$ref'] === 'string') return resolve(schemas[nameOf(schema['$ref'])] ?? {}, schemas)
  const options = optionsOf(schema).filter((option) => option['type'] !== 'null')
  const [only] = options
  return options.length === 1 && only !== undefined ? resolve(only, schemas) : schema
}

const nameOf = (reference: string): string => reference.slice(reference.lastIndexOf('/') + 1)
const optionsOf = (schema: Schema): readonly Schema[] => (schema['anyOf'] ?? schema['oneOf'] ?? []) as readonly Schema[] // by the standard

function typeOf(schema: Schema, schemas: Schemas): string {
  if (typeof schema['$ref'] === 'string') return nameOf(schema['$ref'])
  const options = optionsOf(schema)
  if (options.length > 0) return [...new Set(options.map((option) => typeOf(option, schemas)))].join(' | ')
  if (isSchema(schema['items'])) return `array of ${typeOf(schema['items'], schemas)}`
  return [schema['type'] ?? 'any'].flat().join(' | ')
}

function valuesOf(schema: Schema): readonly string[] {
  if (Array.isArray(schema['enum'])) return schema['enum'].map(String)
  return 'const' in schema ? [String(schema['const'])] : []
}
