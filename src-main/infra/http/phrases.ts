/** A sentence with its variable parts, `There is no {{what}} {{id}}.` */
interface Phrase {
  readonly pattern: RegExp
  readonly translation: string
  /** Letters that are not variable: of two that fit, the one that says more is meant. */
  readonly fixedLength: number
}

const placeholder = /\{\{(\w+)\}\}/g

/** Translates English sentences by a table of them, their variable parts in double braces. */
export function createPhrases(table: Readonly<Record<string, string>>): (english: string) => string | undefined {
  const phrases = Object.entries(table)
    .filter(([english]) => english.includes('{{'))
    .map(([english, translation]): Phrase => {
      const literal = english.split(placeholder).map((part, index) => (index % 2 === 0 ? escaped(part) : `(?<${part}>.+?)`))
      return { pattern: new RegExp(`^${literal.join('')}$`, 's'), translation, fixedLength: english.replace(placeholder, '').length }
    })
    .sort((one, other) => other.fixedLength - one.fixedLength)
  return (english) => {
    if (Object.hasOwn(table, english)) return table[english]
    for (const { pattern, translation } of phrases) {
      const found = pattern.exec(english)?.groups
      if (found !== undefined) return translation.replace(placeholder, (_, name: string) => found[name] ?? '')
    }
    return undefined
  }
}

/** A text as a regular expression that fits it alone. */
export const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
