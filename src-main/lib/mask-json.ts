import { isSecretName } from '../contract/secret-names.ts'
import { hidden, maskText } from './mask-text.ts'

/** A string (perhaps cut off at the end), a mark, or what stands between them: numbers, words, white space. */
const token = /"(?:[^"\\]|\\[\s\S])*"?|[{}[\],:]|[^"{}[\],:]+/g

/** Values that tell nothing. */
const open = /^\s*(?:true|false|null)?\s*$/

/**
 * Hides the secrets of a JSON text and leaves every other character as it came: the values of fields that are named like a secret, whole
 * branches included, and in every other string what looks like one. Text that is no JSON, or only the beginning of one, is treated the same way.
 */
export function maskJson(text: string): string {
  const scan: Scan = { out: [], depth: 0, hiddenFrom: Number.POSITIVE_INFINITY, held: undefined, isSecret: false }
  for (const [part] of text.matchAll(token)) step(scan, part)
  settle(scan)
  return scan.out.join('')
}

interface Scan {
  readonly out: string[]
  depth: number
  /** Depth of the branch whose values are all hidden. */
  hiddenFrom: number
  /** The last string or word: the name of a field when a colon follows, else a value. */
  held: string | undefined
  /** Whether the value that comes belongs to a field that is named like a secret. */
  isSecret: boolean
}

function step(scan: Scan, part: string): void {
  switch (part) {
    case ':':
      endName(scan)
      break
    case '{':
    case '[':
      settle(scan)
      scan.depth += 1
      if (scan.isSecret) scan.hiddenFrom = Math.min(scan.hiddenFrom, scan.depth)
      scan.isSecret = false
      break
    case '}':
    case ']':
    case ',':
      settle(scan)
      scan.isSecret = false
      if (part !== ',') scan.depth -= 1
      if (scan.depth < scan.hiddenFrom) scan.hiddenFrom = Number.POSITIVE_INFINITY
      break
    default:
      hold(scan, part)
      return
  }
  scan.out.push(part)
}

function endName(scan: Scan): void {
  if (scan.held === undefined) return
  scan.isSecret = isSecretName(nameOf(scan.held))
  scan.out.push(maskValue(scan.held))
  scan.held = undefined
}

function hold(scan: Scan, part: string): void {
  if (part.trim() === '' && scan.held !== undefined) {
    scan.held += part
    return
  }
  settle(scan)
  scan.held = part
}

/** What was held is a value. */
function settle(scan: Scan): void {
  const { held } = scan
  if (held === undefined) return
  scan.out.push(scan.isSecret || scan.depth >= scan.hiddenFrom ? hide(held) : maskValue(held))
  if (held.trim() !== '') scan.isSecret = false
  scan.held = undefined
}

const nameOf = (held: string): string => {
  const trimmed = held.trim()
  return trimmed.startsWith('"') ? (decoded(trimmed) ?? trimmed) : trimmed.replaceAll(/^'|'$/g, '')
}

function hide(held: string): string {
  if (open.test(held)) return held
  return held.replace(held.trim(), `"${hidden}"`)
}

function maskValue(held: string): string {
  const value = held.includes('\\') ? decoded(held.trim()) : undefined
  if (value === undefined) return maskText(held)
  const masked = isJsonLike(value) ? maskJson(value) : maskText(value)
  return masked === value ? held : JSON.stringify(masked)
}

export const isJsonLike = (text: string): boolean => /^\s*[{["]/.test(text)

/** What a JSON string says; undefined when it is none. */
function decoded(text: string): string | undefined {
  try {
    return String(JSON.parse(text))
  } catch {
    return undefined // cut off, or escaped against the rules: it is masked as it stands
  }
}
