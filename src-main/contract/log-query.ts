import { z } from 'zod'

const time = z.iso.datetime({ offset: true }).optional()

/** What was logged in a time: `created_at[gte]` and `created_at[lt]`. */
export const loggedAtQuery = z.strictObject({ gte: time, lt: time }).optional().describe('From a time on, and before a time.')

/** Words that are looked for in what was logged; where, each log says itself. */
export const loggedWordsQuery = z.string().trim().min(1).max(200).optional()

/** Of the answer to a search by words that are indexed after they were written. */
export const isSearchBehind = z
  .boolean()
  .optional()
  .describe('Of a search by words: what has just happened is not among what can be found yet; ask again in a moment.')
