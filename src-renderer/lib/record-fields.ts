import { z } from 'zod'
import { currencies, type Line, line, numberMeaning } from '../../src-main/contract/fields.ts'
import { draftsOf, type LineDraft, lineOf, minorUnits } from './line-drafts.ts'

export type FieldKind =
  | 'text'
  | 'longText'
  | 'email'
  | 'link'
  | 'date'
  | 'time'
  | 'number'
  | 'integer'
  | 'money'
  | 'percent'
  | 'minutes'
  | 'seconds'
  | 'choice'
  | 'currency'
  | 'flag'
  | 'texts'
  | 'lines'
  | 'checklist'
  | 'other'

/** One thing to do of a list of them. */
export interface ChecklistItem {
  readonly text: string
  readonly isDone: boolean
}

export interface FieldShape {
  readonly kind: FieldKind
  readonly isRequired: boolean
  /** The values of a choice; of texts, where only some are allowed. */
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
  const isChosen = (kind === 'choice' || kind === 'currency') && !declared.safeParse(null).success
  return { kind, isRequired: !isOptional || isChosen, choices: choicesOf(schema) }
}

function choicesOf(schema: z.ZodType): readonly string[] {
  if (schema instanceof z.ZodEnum) return schema.options.map(String)
  return schema instanceof z.ZodArray ? choicesOf(schema.element as z.ZodType) : [] // as above
}

function kindOf(schema: z.ZodType): FieldKind {
  if (schema instanceof z.ZodEnum)
    return schema.options.every((option) => currencies.some((known) => known === option)) ? 'currency' : 'choice'
  if (schema instanceof z.ZodNumber) return numberMeaning.get(schema)?.kind ?? (schema.format === 'safeint' ? 'integer' : 'number')
  if (schema instanceof z.ZodBoolean) return 'flag'
  if (schema instanceof z.ZodArray) return listKindOf(schema.element as z.ZodType) // as above
  if (schema instanceof z.ZodISODate) return 'date'
  if (schema instanceof z.ZodISODateTime) return 'time'
  if (schema instanceof z.ZodEmail) return 'email'
  if (schema instanceof z.ZodURL) return 'link'
  if (schema instanceof z.ZodString) return (schema.maxLength ?? 0) >= longTextLength ? 'longText' : 'text'
  return 'other'
}

function listKindOf(element: z.ZodType): FieldKind {
  if (element === line) return 'lines'
  if (element instanceof z.ZodObject && Object.keys(element.shape).sort().join() === 'isDone,text') return 'checklist'
  return ['text', 'email', 'choice'].includes(kindOf(element)) ? 'texts' : 'other'
}

/** The value of a field in a form that was never filled in: its default, or empty. */
export function emptyValue(declared: z.ZodType): unknown {
  const parsed = declared.safeParse(undefined)
  return toForm(declared, parsed.success ? parsed.data : undefined)
}

/** A record's value as a form holds it: money in whole units, lines as drafts, nothing as what the field shows empty. */
export function toForm(declared: z.ZodType, value: unknown): unknown {
  const { kind } = fieldShape(declared)
  if (kind === 'lines') return draftsOf((value ?? []) as readonly Line[]) // the kind says what it holds
  if (kind === 'texts' || kind === 'checklist') return value ?? []
  if (kind === 'flag') return value ?? false
  if (kind === 'money' && typeof value === 'number') return value / minorUnits
  return value ?? ''
}

/** A form writes nothing as '', the API as null; where nothing is no value at all, it stays '' and is refused. */
export function fromForm(declared: z.ZodType, value: unknown): unknown {
  const { kind } = fieldShape(declared)
  if (kind === 'lines') return (value as readonly LineDraft[]).map(lineOf) // the editor wrote them
  if (kind === 'checklist') return (value as readonly ChecklistItem[]).filter(({ text }) => text.trim() !== '') // as above
  const text = typeof value === 'string' ? value.trim() : value
  if (text === '' && declared.safeParse(null).success) return null
  // Exact: the field takes two decimals at most, and the nearest integer is the one that was meant.
  return kind === 'money' && typeof text === 'number' ? Math.round(text * minorUnits) : text
}

export type Problem = 'required' | 'tooLong' | 'tooSmall' | 'tooLarge' | 'email' | 'date' | 'invalid'

/** What is wrong with a form's value by the declared schema, in one word for the texts; undefined when nothing is. */
export function problemOf(declared: z.ZodType, value: unknown): Problem | undefined {
  const parsed = declared.safeParse(fromForm(declared, value))
  if (parsed.success) return undefined
  if (value === '' || value === null || value === undefined) return 'required'
  const [issue] = parsed.error.issues
  if (issue?.code === 'too_big') return issue.origin === 'string' ? 'tooLong' : 'tooLarge'
  if (issue?.code === 'too_small') return ['string', 'array'].includes(issue.origin) ? 'required' : 'tooSmall'
  const format = issue?.code === 'invalid_format' ? issue.format : undefined
  return (['email', 'date'] as const).find((known) => known === format) ?? 'invalid'
}
