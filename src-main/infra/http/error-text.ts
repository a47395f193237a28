import enApi from '../../../resources/locales/en/api-errors.json' with { type: 'json' }
import enWindow from '../../../resources/locales/en/errors.json' with { type: 'json' }
import idApi from '../../../resources/locales/id/api-errors.json' with { type: 'json' }
import idWindow from '../../../resources/locales/id/errors.json' with { type: 'json' }
import trApi from '../../../resources/locales/tr/api-errors.json' with { type: 'json' }
import trWindow from '../../../resources/locales/tr/errors.json' with { type: 'json' }
import type { ErrorCode } from '../../contract/error-codes.ts'
import type { Locale } from '../../contract/fields.ts'
import type { AppError, ErrorDetails, FieldIssue } from '../../lib/app-error.ts'
import { createPhrases } from './phrases.ts'

/** What is said to callers of one language. */
interface Texts {
  readonly codes: Readonly<Partial<Record<ErrorCode, { readonly message: string; readonly fix: string }>>>
  /** The same code in the window's words, where a caller of the API needs no others. */
  readonly inWindow: Readonly<Record<ErrorCode, { readonly title: string; readonly help: string }>>
  readonly phrase: (english: string) => string | undefined
}

const texts: Readonly<Record<Locale, Texts>> = {
  en: { codes: enApi.codes, inWindow: enWindow, phrase: createPhrases(enApi.phrases) },
  tr: { codes: trApi.codes, inWindow: trWindow, phrase: createPhrases(trApi.phrases) },
  id: { codes: idApi.codes, inWindow: idWindow, phrase: createPhrases(idApi.phrases) },
}

/** A sentence of ours in another language; one that has no translation stays as it is. */
export const sentenceIn = (language: Locale, english: string): string => texts[language].phrase(english) ?? english

export interface ErrorText {
  readonly message: string
  readonly details: ErrorDetails
}

/**
 * What a caller is told in their language: what happened, what was wrong with each field, what to do, and where to read more. A sentence that has no
 * translation gives way to the one of its code, and stands as it is in `details.reason`.
 */
export function errorText(error: AppError, language: Locale): ErrorText {
  const docs = `/api/docs/errors/${error.code}`
  const { codes, inWindow, phrase } = texts[language]
  const ofCode = codes[error.code] ?? { message: inWindow[error.code].title, fix: inWindow[error.code].help }
  const { fix, fields, ...details } = error.details
  if (language === 'en') return { message: error.message, details: { ...error.details, fix: fix ?? ofCode.fix, docs } }
  const issues = (error.issuesIn?.(language) ?? fields)?.map((issue) => ({ ...issue, reason: phrase(issue.reason) ?? issue.reason }))
  const message = messageOf(issues?.[0], phrase(error.message))
  return {
    message: message ?? ofCode.message,
    details: {
      ...details,
      ...(issues === undefined ? {} : { fields: issues }),
      ...(message === undefined ? { reason: error.message } : {}),
      fix: (fix === undefined ? undefined : phrase(fix)) ?? ofCode.fix,
      docs,
    },
  }
}

/** Of an invalid field what is wrong with it, as in English. */
function messageOf(issue: FieldIssue | undefined, translated: string | undefined): string | undefined {
  if (issue === undefined) return translated
  return issue.field === '' ? issue.reason : `${issue.field}: ${issue.reason}`
}
