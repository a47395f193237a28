import type { ApiDocument, Json } from './open-api.ts'

/**
 * The same document in OpenAPI 3.0.3, whose schemas are an older dialect of JSON schema: no lists of types, no `null`, no `const`, no
 * `examples`, nothing beside a `$ref`, and exclusive bounds as flags.
 */
export function toOpenApi30(document: ApiDocument): ApiDocument {
  const { components, paths, info, ...rest } = document
  return {
    ...rest,
    openapi: '3.0.3',
    info: withoutIdentifier(info),
    paths: convertSchemas(paths) as ApiDocument['paths'], // maps objects to objects
    components: {
      ...(convertSchemas({ ...components, schemas: {} }) as ApiDocument['components']), // as above
      schemas: Object.fromEntries(Object.entries(components.schemas).map(([name, schema]) => [name, schema30(schema)])),
    },
  }
}

function withoutIdentifier(info: Json): Json {
  const { summary: _summary, ...rest } = info
  return rest
}

/** Everything as it is, but what stands under `schema`. Examples hold data, which may well have a property of that name. */
function convertSchemas(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(convertSchemas)
  if (typeof node !== 'object' || node === null) return node
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => {
      if (key === 'schema') return [key, schema30(value as Json)]
      return [key, key === 'example' || key === 'examples' ? value : convertSchemas(value)]
    }),
  )
}

const isNull = (schema: unknown): boolean => (schema as Json)['type'] === 'null'

export function schema30(schema: Json): Json {
  const { $schema: _dialect, $ref, examples, type, anyOf, oneOf, const: constant, ...rest } = schema
  if (typeof $ref === 'string') return { $ref }
  return {
    ...inner(rest),
    ...typeOf(type),
    ...(anyOf === undefined ? {} : options('anyOf', anyOf as Json[])), // schemas, by the standard
    ...(oneOf === undefined ? {} : options('oneOf', oneOf as Json[])), // as above
    ...('const' in schema ? { enum: [constant] } : {}),
    ...(Array.isArray(examples) ? { example: examples[0] } : {}),
    ...bounds(schema),
  }
}

function typeOf(type: unknown): Json {
  if (!Array.isArray(type)) return type === undefined ? {} : { type }
  const types = type.filter((each) => each !== 'null')
  const nullable = types.length < type.length ? { nullable: true } : {}
  return types.length === 1 ? { type: types[0], ...nullable } : { anyOf: types.map((each) => ({ type: each })), ...nullable }
}

/** `anyOf: [X, null]` is a nullable X. NB: `nullable` works only beside a type, so a reference needs one around it. */
function options(keyword: 'anyOf' | 'oneOf', schemas: readonly Json[]): Json {
  const others = schemas.filter((option) => !isNull(option)).map(schema30)
  if (others.length === schemas.length) return { [keyword]: others }
  const [only] = others
  if (others.length > 1 || only === undefined) return { [keyword]: others.map((option) => ({ ...option, nullable: true })) }
  if ('$ref' in only) return { type: 'object', nullable: true, allOf: [only] }
  return { ...only, nullable: true, ...(Array.isArray(only['enum']) ? { enum: [...only['enum'], null] } : {}) }
}

/** Numbers in 3.1, flags beside the inclusive bound in 3.0. */
function bounds({ exclusiveMinimum, exclusiveMaximum }: Json): Json {
  return {
    ...(typeof exclusiveMinimum === 'number' ? { minimum: exclusiveMinimum, exclusiveMinimum: true } : {}),
    ...(typeof exclusiveMaximum === 'number' ? { maximum: exclusiveMaximum, exclusiveMaximum: true } : {}),
  }
}

/** The schemas inside; what 3.0 has no word for goes. */
function inner({ properties, items, additionalProperties, allOf, not, ...rest }: Json): Json {
  const {
    propertyNames: _names,
    patternProperties: _patterns,
    prefixItems,
    contentEncoding,
    exclusiveMinimum,
    exclusiveMaximum,
    ...kept
  } = rest
  return {
    ...kept,
    ...(properties === undefined ? {} : { properties: mapSchemas(properties as Record<string, Json>) }), // schemas, by the standard
    ...(items === undefined && prefixItems === undefined ? {} : { items: schema30((items ?? {}) as Json) }), // as above
    ...(additionalProperties === undefined ? {} : { additionalProperties: additional(additionalProperties) }),
    ...(allOf === undefined ? {} : { allOf: (allOf as Json[]).map(schema30) }), // as above
    ...(not === undefined ? {} : { not: schema30(not as Json) }), // as above
    ...(contentEncoding === 'base64' ? { format: 'byte' } : {}),
  }
}

const additional = (value: unknown): unknown => (typeof value === 'object' && value !== null ? schema30(value as Json) : value)

const mapSchemas = (schemas: Readonly<Record<string, Json>>): Json =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, schema30(schema)]))
