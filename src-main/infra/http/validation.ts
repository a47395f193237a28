import type { z } from 'zod'
import type { Locale } from '../../contract/fields.ts'
import { fromWire, wirePath } from '../../contract/wire.ts'
import { AppError, type FieldIssue } from '../../lib/app-error.ts'
import { sentenceIn } from './error-text.ts'
import { fieldProblem } from './field-problem.ts'

/** What the validator is to say of an issue, in one language. */
const reasonIn =
  (language: Locale): z.core.$ZodErrorMap =>
  (issue) => {
    const alternatives = alternativesOf(issue)
    return alternatives.length > 0 ? alternatives.join(' / ') : sentenceIn(language, fieldProblem(issue))
  }

/** What keeps a value out of each form that it may have; told by this same map, so in its language. */
function alternativesOf(issue: z.core.$ZodRawIssue): string[] {
  const branches = issue.code === 'invalid_union' ? issue.errors : issue.code === 'invalid_key' ? [issue.issues] : []
  const told = branches.flatMap((branch) => branch.slice(0, 1).flatMap(fieldIssues).slice(0, 1))
  return [...new Set(told.map(({ field, reason }) => (field === '' ? reason : `${field}: ${reason}`)))]
}

/** Parses what came over the wire by its schema. @throws AppError `invalid_request` that lists every invalid field by its name on the wire. */
export function parseWire<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const given = fromWire(schema, value)
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  const issuesIn = (language: Locale): FieldIssue[] =>
    schema.safeParse(given, { error: reasonIn(language) }).error?.issues.flatMap(fieldIssues) ?? []
  const fields = issuesIn('en')
  const first = fields[0] ?? { field: '', reason: 'is invalid' }
  throw new AppError('invalid_request', first.field === '' ? first.reason : `${first.field}: ${first.reason}`, {
    details: { field: first.field, fields, fix: 'Correct the listed fields and send the request again.' },
    issuesIn,
  })
}

function fieldIssues(issue: z.core.$ZodIssue): FieldIssue[] {
  const path = wirePath(issue.path)
  if (issue.code !== 'unrecognized_keys') return [{ field: path, reason: issue.message }]
  return issue.keys.map((key) => ({ field: path === '' ? key.trim() : `${path}.${key.trim()}`, reason: 'is not a known field' }))
}
