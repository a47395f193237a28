import type { Locale } from '../../contract/fields.ts'
import { sentenceIn } from '../../infra/http/error-text.ts'
import { type ConnectorFailure, failureText } from './failure.ts'

type Failed = Pick<ConnectorFailure, 'kind' | 'step' | 'detail' | 'vendor'>

/** A failure in the language of the caller. @param vendor name of the connector. */
export function failureView(
  { kind, step, detail, vendor: words }: Failed,
  { vendor, language }: { readonly vendor: string; readonly language: Locale },
): Failed & { readonly message: string; readonly fix: string } {
  const { reason, fix } = failureText(kind, vendor)
  return { kind, step, message: sentenceIn(language, reason), fix: sentenceIn(language, fix), detail, vendor: words }
}
