import type { IncomingMessage } from 'node:http'
import { parse, stringify } from 'node:querystring'
import getRawBody from 'raw-body'
import { AppError } from '../../lib/app-error.ts'

/** Largest body, in bytes: a handful of short texts. */
const maxBodyBytes = 32 * 1024

/** The fields of a form; a name that comes twice has a list, which the provider refuses. */
export type FormFields = Readonly<Record<string, string | readonly string[] | undefined>>

/**
 * Reads the body of a token request: a form as RFC 6749 has it, or a JSON object of texts as the epic has it.
 * @throws AppError `payload_too_large`, `unsupported_media_type`, `invalid_request`.
 */
export async function readForm(request: IncomingMessage): Promise<FormFields> {
  const text = await readText(request)
  if (text === '') return {}
  const mediaType = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase()
  if (mediaType === 'application/x-www-form-urlencoded') return parse(text)
  if (mediaType === 'application/json') return fieldsOfJson(text)
  throw new AppError('unsupported_media_type', 'The body must be a form or JSON.', {
    details: { fix: 'Send the header Content-Type: application/x-www-form-urlencoded or application/json.' },
  })
}

async function readText(request: IncomingMessage): Promise<string> {
  try {
    return await getRawBody(request, { limit: maxBodyBytes, length: request.headers['content-length'] ?? null, encoding: 'utf8' })
  } catch (cause) {
    const isTooLarge = cause instanceof Error && 'type' in cause && cause.type === 'entity.too.large'
    throw isTooLarge
      ? new AppError('payload_too_large', `The body is larger than ${maxBodyBytes} bytes.`, {
          cause,
          details: { fix: 'Send only the fields of the request.' },
        })
      : new AppError('invalid_request', 'The body did not arrive whole.', { cause, details: { fix: 'Send the request again.' } })
  }
}

function fieldsOfJson(text: string): FormFields {
  const value = parseJson(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw notFields('The body is not a JSON object.')
  const entries = Object.entries(value).filter(([, field]) => field !== null)
  const wrong = entries.find(([, field]) => typeof field !== 'string')
  if (wrong !== undefined) throw notFields(`${wrong[0].slice(0, 60)} must be text.`)
  return Object.fromEntries(entries)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw notFields('The body is not valid JSON.', cause)
  }
}

const notFields = (message: string, cause?: unknown): AppError =>
  new AppError('invalid_request', message, { cause, details: { fix: 'Send {"grant_type": "...", ...} with texts as values.' } })

/** A request whose body was read, given again as a form, at another path where that is asked. */
export function asForm(request: IncomingMessage, fields: FormFields, url: string): IncomingMessage {
  const body = Buffer.from(stringify(fields))
  const headers = { ...request.headers, 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(body.length) }
  const { 'transfer-encoding': _chunked, ...kept } = headers as Record<string, string | string[] | undefined> // the length is known now
  return Object.create(request, {
    url: { value: url, writable: true },
    headers: { value: kept },
    readable: { value: true },
    iterator: { value: () => [body] },
  }) as IncomingMessage // every other property is that of the request
}
