import { isSecretName } from '../contract/secret-names.ts'

/** Stands where a secret was. */
export const hidden = '••••'

/** What may be seen of an API key: as much as lists of keys show. */
const visibleOfKey = 13

/** NB: each also takes the beginning of a secret that was cut off, and is linear in the length of whatever somebody sends. */
const rules: ReadonlyArray<readonly [pattern: RegExp, replace: (match: string, ...groups: string[]) => string]> = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, () => hidden],
  [/\b(?:live|test)_[0-9A-Za-z]{14,}/g, (key) => key.slice(0, visibleOfKey) + hidden],
  [/\bwhsec_[\w+/=-]{4,}/g, () => `whsec_${hidden}`],
  [/\beyJ[\w-]{8,}(?:\.[\w-]*){0,4}/g, () => hidden],
  [/\b(Bearer|Basic|Digest)(\s+)[\w.~+/=-]{16,}/gi, (_, scheme, space) => `${scheme}${space}${hidden}`],
  [/\$(?:2[aby]|argon2(?:id?|d))\$[\w./$+=,-]{8,}/g, () => hidden],
  [/(:\/\/[^\s/:@]{0,256}:)[^\s/@]{1,512}@/g, (_, before) => `${before}${hidden}@`],
  [/(?<![\w.-])([\w.-]{1,64})=([^&\s"']+)/g, (pair, name) => (isSecretName(name ?? '') ? `${name}=${hidden}` : pair)],
]

/** What every secret has in it; most texts have none of these. */
const trace = /live_|test_|whsec_|eyJ|PRIVATE KEY|bearer|basic|digest|\$|:\/\/|=/i

/** Hides what looks like a secret by itself, or is named like one as in a form (`client_secret=…`). */
export const maskText = (text: string): string =>
  trace.test(text) ? rules.reduce((masked, [pattern, replace]) => masked.replace(pattern, replace), text) : text
