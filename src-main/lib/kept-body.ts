import { isJsonLike, maskJson } from './mask-json.ts'
import { maskText } from './mask-text.ts'

/** What is kept of a body, in bytes. */
export const maxKeptBytes = 16 * 1024

/** Characters that are looked at: more than is kept, since masking shortens. Bounds the time for one body. */
const window = 2 * maxKeptBytes

/** Characters without white space that may be one secret. */
const longestSecret = 512

export interface KeptBody {
  readonly text: string
  /** Whether the body went on. */
  readonly isCut: boolean
}

/** The beginning of a body, without its secrets. */
export function keptBody(body: string): KeptBody {
  const isLong = body.length > window
  // NB: a secret that the window cuts in two might be too short to be known as one.
  const seen = isLong ? body.slice(0, window - longestSecret) + body.slice(window - longestSecret, window).replace(/\S*$/, '') : body
  const masked = isJsonLike(seen) ? maskJson(seen) : maskText(seen)
  if (Buffer.byteLength(masked) <= maxKeptBytes) return { text: masked, isCut: isLong }
  const text = Buffer.from(masked)
    .subarray(0, maxKeptBytes)
    .toString()
    .replace(/\uFFFD+$/, '')
  return { text, isCut: true }
}
