import type { z } from 'zod'
import { en, id, tr } from 'zod/locales'
import type { Locale } from '../../contract/fields.ts'
import { fromWire, wirePath } from '../../contract/wire.ts'
import { AppError, type FieldIssue } from '../../lib/app-error.ts'

/** What zod says in each language. */
const zodTexts = { en: en().localeError, tr: tr().localeError, id: id().localeError } as const

/** What zod would say of a length and of a type, and people read more often than anything else. */
const plainTexts = {
  en: { empty: 'must not be empty', emptyList: 'must have at least one entry', missing: 'is missing' },
  tr: { empty: 'boş olamaz', emptyList: 'en az bir değer içermeli', missing: 'eksik' },
  id: { empty: 'tidak boleh kosong', emptyList: 'harus berisi setidaknya satu nilai', missing: 'belum diisi' },
} as const

const reasonIn =
  (language: Locale): z.core.$ZodErrorMap =>
  (issue) => {
    if (issue.code === 'too_small' && issue.origin === 'string' && issue.minimum === 1) return plainTexts[language].empty
    if (issue.code === 'too_small' && issue.origin === 'array' && issue.minimum === 1) return plainTexts[language].emptyList
    if (issue.code === 'invalid_type' && issue.input === undefined) return plainTexts[language].missing
    return zodTexts[language](issue)
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
