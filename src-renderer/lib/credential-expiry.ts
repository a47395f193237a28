export const expiryChoices = ['never', 'days30', 'days90', 'year', 'date'] as const
export type ExpiryChoice = (typeof expiryChoices)[number]

const dayMs = 86_400_000
const days = { days30: 30, days90: 90, year: 365 } as const

/**
 * When a credential expires, ISO 8601 UTC; null for never. A date means its end in this computer's zone.
 * @param date `2026-11-22`, for the choice `date`.
 */
export function expiresAt(choice: ExpiryChoice, date: string, now: number): string | null {
  switch (choice) {
    case 'never':
      return null
    case 'date':
      return new Date(`${date}T23:59:59`).toISOString()
    default:
      return new Date(now + days[choice] * dayMs).toISOString()
  }
}

/** Whether a date of the form is one, and not over yet. */
export function isFutureDate(date: string, now: number): boolean {
  const end = Date.parse(`${date}T23:59:59`)
  return /^\d{4}-\d{2}-\d{2}$/.test(date) && end > now
}

/** The entries of a text, one a line or separated by commas. */
export const entriesOf = (text: string): string[] => text.split(/[\s,;]+/).filter((entry) => entry !== '')
