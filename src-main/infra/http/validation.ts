import type { z } from 'zod'
import { en, id, tr } from 'zod/locales'
import { fromWire, wirePath } from '../../contract/wire.ts'
import { AppError, type FieldIssue } from '../../lib/app-error.ts'

/** What zod says in each language. */
const zodTexts = { en: en().localeError, tr: tr().localeError, id: id().localeError } as const

/** Parses what came over the wire by its schema. @throws AppError `invalid_request` that lists every invalid field by its name on the wire. */
export function parseWire<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const given = fromWire(schema, value)
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  const fields = parsed.error.issues.flatMap(fieldIssues)
  const first = fields[0] ?? { field: '', reason: 'is invalid' }
  throw new AppError('invalid_request', first.field === '' ? first.reason : `${first.field}: ${first.reason}`, {
    details: { field: first.field, fields, fix: 'Correct the listed fields and send the request again.' },
    issuesIn: (language) => schema.safeParse(given, { error: zodTexts[language] }).error?.issues.flatMap(fieldIssues) ?? [],
  })
}

function fieldIssues(issue: z.core.$ZodIssue): FieldIssue[] {
  const path = wirePath(issue.path)
  if (issue.code !== 'unrecognized_keys') return [{ field: path, reason: issue.message }]
  return issue.keys.map((key) => ({ field: path === '' ? key.trim() : `${path}.${key.trim()}`, reason: 'is not a known field' }))
}
