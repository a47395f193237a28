import fc from 'fast-check'

type Json = Readonly<Record<string, unknown>>

/**
 * Values that a JSON schema of the API allows, as fast-check makes them. Covers what our contracts use: enum, const, anyOf, allOf of one, type
 * lists, formats, patterns, bounds, arrays and objects; anything else is any JSON.
 */
export function arbitraryOf(schema: Json, components: Json): fc.Arbitrary<unknown> {
  const of = (inner: unknown): fc.Arbitrary<unknown> => arbitraryOf(inner as Json, components) // a schema holds schemas
  if (typeof schema['$ref'] === 'string') return of(components[schema['$ref'].slice(schema['$ref'].lastIndexOf('/') + 1)])
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...schema['enum'])
  if ('const' in schema) return fc.constant(schema['const'])
  const options = schema['anyOf'] ?? schema['oneOf']
  if (Array.isArray(options)) return fc.oneof(...options.map(of))
  if (Array.isArray(schema['type'])) return fc.oneof(...schema['type'].map((type) => of({ ...schema, type })))
  switch (schema['type']) {
    case 'null':
      return fc.constant(null)
    case 'boolean':
      return fc.boolean()
    case 'integer':
      return fc.integer({ min: numberOf(schema['minimum'], -1_000), max: Math.min(numberOf(schema['maximum'], 1_000_000), 2 ** 31 - 1) })
    case 'number':
      return fc.integer({ min: Math.ceil(numberOf(schema['minimum'], 0)) + 1, max: Math.min(numberOf(schema['maximum'], 1_000), 1_000) })
    case 'string':
      return textOf(schema)
    case 'array':
      return fc.array(of(schema['items'] ?? {}), {
        minLength: numberOf(schema['minItems'], 0),
        maxLength: Math.min(numberOf(schema['maxItems'], 3), 3),
      })
    case 'object':
      return objectOf(schema, of)
    default:
      return fc.jsonValue()
  }
}

const numberOf = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise)

function textOf(schema: Json): fc.Arbitrary<string> {
  switch (schema['format']) {
    case 'date':
      return fc
        .date({ min: new Date('2000-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
        .map((date) => date.toISOString().slice(0, 10))
    case 'date-time':
      return fc.date({ min: new Date('2000-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }).map((date) => date.toISOString())
    case 'email':
      return fc.stringMatching(/^[a-z]{1,10}@[a-z]{1,10}\.example$/)
    case 'uri':
      return fc.constant('http://127.0.0.1:9/hooks')
    default:
      break
  }
  if (typeof schema['pattern'] === 'string') return fc.stringMatching(new RegExp(schema['pattern']))
  const minLength = numberOf(schema['minLength'], 0)
  const maxLength = Math.min(numberOf(schema['maxLength'], 40), 40)
  return fc.oneof(
    fc.string({ unit: 'grapheme', minLength, maxLength }),
    fc.stringMatching(new RegExp(`^[a-zA-ZğüşöçıİĞÜŞÖÇ0-9 ]{${minLength},${maxLength}}$`)),
  )
}

function objectOf(schema: Json, of: (inner: unknown) => fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const properties = (schema['properties'] ?? {}) as Record<string, unknown> // JSON schema says so
  if (Object.keys(properties).length === 0) return fc.dictionary(fc.string({ maxLength: 10 }), fc.jsonValue(), { maxKeys: 3 })
  const requiredKeys = ((schema['required'] ?? []) as string[]).filter((name) => name in properties) // as above
  return fc.record(Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, of(inner)])), { requiredKeys })
}

/** The value with one thing wrong: something missing, added, of another type or far too large. */
export function brokenOf(valid: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const strange = fc.constantFrom(null, '', -1, 1e300, 'x'.repeat(6_000), [], {}, true, '\u0000', '__proto__', '1; DROP TABLE jobs')
  return fc.tuple(valid, strange, fc.nat(), fc.constantFrom('replace', 'remove', 'add', 'whole')).map(([value, other, at, how]) => {
    if (typeof value !== 'object' || value === null || how === 'whole') return other
    const entries = Object.entries(value)
    const index = entries.length === 0 ? 0 : at % entries.length
    if (how === 'add') return { ...value, [`x${at}`]: other }
    if (how === 'remove') return Object.fromEntries(entries.filter((_, place) => place !== index))
    return Object.fromEntries(entries.map(([name, item], place) => [name, place === index ? other : item]))
  })
}
