import type { IncomingMessage } from 'node:http'
import getRawBody from 'raw-body'
import { AppError } from '../../lib/app-error.ts'

/** Largest request body, in bytes. */
const maxBodyBytes = 1024 * 1024

/**
 * Reads a JSON body whole. @returns its text (for the idempotency hash) and its value; both undefined when there is none.
 * @param state gets the text before it is parsed, so that the request log can show what was no JSON.
 * @throws AppError `payload_too_large`, `unsupported_media_type`, `invalid_request`.
 */
export async function readJsonBody(
  request: IncomingMessage,
  state: { requestBody?: string | undefined },
): Promise<{ text: string | undefined; value: unknown }> {
  const text = await readText(request)
  if (text === '') return { text: undefined, value: undefined }
  state.requestBody = text
  if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(request.headers['content-type'] ?? '')) {
    throw new AppError('unsupported_media_type', 'The body must be JSON.', {
      details: { fix: 'Send the header Content-Type: application/json.' },
    })
  }
  try {
    return { text, value: JSON.parse(text) }
  } catch (cause) {
    throw new AppError('invalid_request', `The body is not valid JSON: ${cause instanceof Error ? cause.message : ''}`, {
      cause,
      details: { fix: 'Check quotes, commas and brackets of the body.' },
    })
  }
}

const limitsOf = ({ headers }: IncomingMessage) => ({ limit: maxBodyBytes, length: headers['content-length'] ?? null })

/** Reads a body as it came, whatever it is. @throws AppError `payload_too_large`, `invalid_request`. */
export const readBytes = (request: IncomingMessage): Promise<Buffer> => whole(getRawBody(request, limitsOf(request)))

const readText = (request: IncomingMessage): Promise<string> => whole(getRawBody(request, { ...limitsOf(request), encoding: 'utf8' }))

async function whole<Body>(reading: Promise<Body>): Promise<Body> {
  try {
    return await reading
  } catch (cause) {
    const type = cause instanceof Error && 'type' in cause ? cause.type : undefined
    if (type === 'entity.too.large') {
      throw new AppError('payload_too_large', `The body is larger than ${maxBodyBytes} bytes.`, {
        cause,
        details: { fix: 'Send less at once.', limit_bytes: maxBodyBytes },
      })
    }
    throw new AppError('invalid_request', 'The body did not arrive whole.', { cause, details: { fix: 'Send the request again.' } })
  }
}
