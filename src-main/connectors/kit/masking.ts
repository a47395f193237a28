import { isSecretName } from '../../contract/secret-names.ts'
import { maskJson } from '../../lib/mask-json.ts'
import { hidden, maskText } from '../../lib/mask-text.ts'

/** Shorter ones would blot out words of every text; a field or header that holds one is masked by its name. */
const shortest = 4

export interface Mask {
  readonly text: (text: string) => string
  readonly headers: (headers: Headers) => Record<string, string>
  /** Hides these from now on too: tokens that came with a grant. */
  readonly learn: (secrets: readonly string[]) => void
}

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>

/**
 * Hides the secrets of one connection wherever they stand, since some vendors want them in the path or in the body: as they are, percent-encoded,
 * as JSON writes them, in Base64; and what looks or is named like a secret of somebody else.
 */
export function createMask(secrets: readonly string[]): Mask {
  let forms: readonly string[] = []
  const learn = (learned: readonly string[]): void => {
    forms = [...new Set([...forms, ...learned.flatMap(formsOf)])].sort((one, other) => other.length - one.length)
  }
  learn(secrets)
  const withoutOwn = (text: string): string => forms.reduce((masked, form) => masked.replaceAll(form, hidden), text)
  const text = (given: string): string => {
    const masked = withoutOwn(given)
    return /^\s*[{["]/.test(masked) ? maskJson(masked) : maskText(masked)
  }
  return {
    text,
    learn,
    headers: (headers) =>
      Object.fromEntries(
        Object.entries(headers).flatMap(([name, value]) =>
          value === undefined ? [] : [[name, isSecretName(name) ? hidden : text(typeof value === 'string' ? value : value.join(', '))]],
        ),
      ),
  }
}

function formsOf(secret: string): string[] {
  if (secret.length < shortest) return []
  const quoted = JSON.stringify(secret).slice(1, -1)
  const plus = new URLSearchParams({ a: secret }).toString().slice(2)
  return [
    secret,
    encodeURIComponent(secret),
    plus,
    quoted,
    Buffer.from(secret).toString('base64'),
    Buffer.from(secret).toString('base64url'),
  ]
}
