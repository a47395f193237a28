import { createPhrases, escaped } from './phrases.ts'

/** What stands for a variable part of a sentence. */
export const sample = '7'

/** Translated as it is, or written out in the table for each of its variable words ("a minute", "an hour"). */
export function isTold(text: string, phrases: Readonly<Record<string, string>>): boolean {
  if (createPhrases(phrases)(text) !== undefined) return true
  const spelled = new RegExp(`^${text.split(sample).map(escaped).join('.+')}$`)
  return text.includes(sample) && Object.keys(phrases).some((english) => spelled.test(english))
}
