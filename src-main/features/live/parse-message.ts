import { parseWire } from '../../infra/http/validation.ts'
import { AppError } from '../../lib/app-error.ts'
import { type ClientMessage, clientMessage } from './live.contract.ts'

/** Reads what a client sent. @throws AppError `invalid_request`. */
export const parseMessage = (json: unknown): ClientMessage => parseWire(clientMessage, json)

/** @throws AppError `invalid_request` for what is no JSON object. */
export function parseJson(text: string): object {
  const json = tryParse(text)
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json
  throw new AppError('invalid_request', 'A message is a JSON object.', {
    details: { fix: 'Send one JSON object in each text frame, such as {"type":"ping"}.' },
  })
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // refused like any other value that is no object
  }
}

/** What an answer to a message, also to one that is refused, carries as its id. */
export function idOf(json: object): string | null {
  const { id } = json as { readonly id?: unknown } // looked at before it is known to be valid
  return typeof id === 'string' && id.length <= 64 ? id : null
}
