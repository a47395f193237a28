import { z } from 'zod'

export type FieldKind = 'text' | 'longText' | 'email' | 'date' | 'time' | 'number' | 'choice' | 'flag' | 'other'

export interface FieldShape {
  readonly kind: FieldKind
  readonly isRequired: boolean
  /** The values of a choice. */
  readonly choices: readonly string[]
}

/** Texts of at least this length get several lines. */
const longTextLength = 1_000

interface Inner {
  readonly schema: z.ZodType
  readonly isOptional: boolean
}

/** Takes off default, null and undefined, which say only that the field may be left out. */
function innerOf(schema: z.ZodType): Inner {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodNullable || schema instanceof z.ZodOptional) {
    return { schema: innerOf(schema.unwrap() as z.ZodType).schema, isOptional: true } // zod's core type is wider than its class
  }
  return { schema, isOptional: false }
}

/** How a declared field is shown and asked for. */
export function fieldShape(declared: z.ZodType): FieldShape {
  const { schema, isOptional } = innerOf(declared)
  const kind = kindOf(schema)
  const choices = schema instanceof z.ZodEnum ? schema.options.map(String) : []
  return { kind, isRequired: !isOptional || kind === 'choice', choices }
}

function kindOf(schema: z.ZodType): FieldKind {
  if (schema instanceof z.ZodEnum) return 'choice'
  if (schema instanceof z.ZodNumber) return 'number'
  if (schema instanceof z.ZodBoolean) return 'flag'
  if (schema instanceof z.ZodISODate) return 'date'
  if (schema instanceof z.ZodISODateTime) return 'time'
  if (schema instanceof z.ZodEmail) return 'email'
  if (schema instanceof z.ZodString) return (schema.maxLength ?? 0) >= longTextLength ? 'longText' : 'text'
  return 'other'
}

/** The value of a field in a form that was never filled in: its default, or empty. */
export function emptyValue(declared: z.ZodType): unknown {
  const parsed = declared.safeParse(undefined)
  return parsed.success ? (parsed.data ?? '') : ''
}

/** A form writes nothing as '', the API as null; where nothing is no value at all, it stays '' and is refused. */
export const fromForm = (declared: z.ZodType, value: unknown): unknown => {
  const text = typeof value === 'string' ? value.trim() : value
  return text === '' && declared.safeParse(null).success ? null : text
}

export type Problem = 'required' | 'tooLong' | 'tooSmall' | 'tooLarge' | 'email' | 'date' | 'invalid'

/** What is wrong with a value by the declared schema, in one word for the texts; undefined when nothing is. */
export function problemOf(declared: z.ZodType, value: unknown): Problem | undefined {
  const parsed = declared.safeParse(fromForm(declared, value))
  if (parsed.success) return undefined
  if (value === '' || value === null || value === undefined) return 'required'
  const [issue] = parsed.error.issues
  if (issue?.code === 'too_big') return issue.origin === 'string' ? 'tooLong' : 'tooLarge'
  if (issue?.code === 'too_small') return issue.origin === 'string' ? 'required' : 'tooSmall'
  const format = issue?.code === 'invalid_format' ? issue.format : undefined
  return (['email', 'date'] as const).find((known) => known === format) ?? 'invalid'
}
