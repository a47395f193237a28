/** What a form asks for, made from the JSON schema of a connector's settings. */
export interface FormField {
  /** As on the wire, `from_address`. */
  readonly name: string
  readonly kind: 'text' | 'secret' | 'number' | 'choice' | 'list' | 'long'
  readonly choices: readonly string[]
  readonly isRequired: boolean
  readonly isNullable: boolean
  readonly initial: string
}

/** Of each field what stands in it. */
export type FormValues = Readonly<Record<string, string>>

type Json = Readonly<Record<string, unknown>>

const asJson = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {}) // just checked

/** The fields of a schema in its order. */
export function fieldsOf(schema: Json): FormField[] {
  const required = Array.isArray(schema['required']) ? schema['required'] : []
  return Object.entries(asJson(schema['properties'])).map(([name, given]) => {
    const outer = asJson(given)
    const options = Array.isArray(outer['anyOf']) ? outer['anyOf'].map(asJson) : [outer]
    const inner = options.find(({ type }) => type !== 'null') ?? outer
    const choices = Array.isArray(inner['enum']) ? inner['enum'].map(String) : []
    return {
      name,
      kind: kindOf(outer, inner, choices),
      choices,
      isRequired: required.includes(name),
      isNullable: options.length > 1,
      initial: outer['default'] == null || typeof outer['default'] === 'object' ? '' : String(outer['default']),
    }
  })
}

/** A text that may be longer than this is written in several lines. */
const longText = 100_000

function kindOf(outer: Json, inner: Json, choices: readonly string[]): FormField['kind'] {
  if (outer['writeOnly'] === true || inner['writeOnly'] === true) return 'secret'
  if (choices.length > 0) return 'choice'
  if (inner['type'] === 'array') return 'list'
  if (Number(inner['maxLength'] ?? 0) >= longText) return 'long'
  return inner['type'] === 'integer' || inner['type'] === 'number' ? 'number' : 'text'
}

/** What is sent: numbers as numbers, lists by commas; an empty field is null where that is a value, and else left out. */
export function bodyOf(fields: readonly FormField[], values: FormValues): Record<string, unknown> {
  return Object.fromEntries(
    fields.flatMap(({ name, kind, isNullable }): (readonly [string, unknown])[] => {
      const text = values[name] ?? ''
      // A secret that is left empty stays as it is.
      if (text.trim() === '') return isNullable && kind !== 'secret' ? [[name, null]] : []
      if (kind === 'number') return [[name, Number(text)]]
      if (kind === 'list') return [[name, text.split(',').map((part) => part.trim())]]
      return [[name, text]]
    }),
  )
}

/** What stands in the fields of something that is there. */
export const valuesOf = (fields: readonly FormField[], given: Json): Record<string, string> =>
  Object.fromEntries(fields.map(({ name, initial }) => [name, given[name] === undefined ? initial : String(given[name] ?? '')]))
