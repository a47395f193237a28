import type { Locale } from '../../contract/fields.ts'
import { encodeWire } from '../../contract/wire-encoder.ts'
import { errorText } from '../../infra/http/error-text.ts'
import type { AppError } from '../../lib/app-error.ts'
import { type ServerMessage, serverMessage } from './live.contract.ts'

/** A message as it goes out. */
export const messageText = (message: ServerMessage): string => JSON.stringify(encodeWire(serverMessage, message))

/** @param id of the message that was refused. */
export function refusalText(error: AppError, { id, language }: { id: string | null; language: Locale }): string {
  const { message, details } = errorText(error, language)
  return messageText({ type: 'error', id, code: error.code, message, details })
}
