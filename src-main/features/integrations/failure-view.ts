import type { z } from 'zod'
import { type ConnectorFailure, failureText } from '../../connectors/kit/failure.ts'
import type { Locale } from '../../contract/fields.ts'
import { sentenceIn } from '../../infra/http/error-text.ts'
import type { connectionFailure } from './connections.contract.ts'

/** A failure in the language of the caller. @param vendor name of the connector. */
export function failureView(
  { kind, step, detail, vendor: words }: Pick<ConnectorFailure, 'kind' | 'step' | 'detail' | 'vendor'>,
  { vendor, language }: { readonly vendor: string; readonly language: Locale },
): z.input<typeof connectionFailure> {
  const { reason, fix } = failureText(kind, vendor)
  return { kind, step, message: sentenceIn(language, reason), fix: sentenceIn(language, fix), detail, vendor: words }
}
