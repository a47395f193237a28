import { useTranslation } from 'react-i18next'
import { ApiError } from '../lib/api-error.ts'

export interface ErrorWords {
  /** What happened. */
  readonly title: string
  /** What to do about it. */
  readonly help: string
  /** What the server said about this very case. */
  readonly reason: string
  readonly requestId: string
}

/** Codes that say little by themselves: what the server says of this very case, in the person's language, says more. */
const tellingCodes: readonly string[] = ['conflict', 'forbidden']

/** The words for a failure in the person's language, whatever was thrown. */
export function useErrorWords(error: unknown): ErrorWords {
  const { t } = useTranslation('errors')
  const code = error instanceof ApiError ? error.code : 'unexpected'
  if (error instanceof ApiError && tellingCodes.includes(code) && error.message !== '' && !lacksScope(error))
    return { title: error.message, help: error.details.fix ?? t(`${code}.help`), reason: '', requestId: error.requestId }
  const isAnswered = error instanceof ApiError && error.requestId !== ''
  return {
    title: t(`${code}.title`),
    help: t(`${code}.help`),
    reason: isAnswered || !(error instanceof ApiError) ? messageOf(error) : '',
    requestId: error instanceof ApiError ? error.requestId : '',
  }
}

/** Scopes are the words of systems: a person is told that they may not, and reads which scope it takes below. */
const lacksScope = ({ code, details }: ApiError): boolean => code === 'forbidden' && details['scope'] !== undefined

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
