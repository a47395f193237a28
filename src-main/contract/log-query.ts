import { z } from 'zod'

const time = z.iso.datetime({ offset: true }).optional()

/** What was logged in a time: `created_at[gte]` and `created_at[lt]`. */
export const loggedAtQuery = z.strictObject({ gte: time, lt: time }).optional().describe('From a time on, and before a time.')

/** Words that are looked for in what was logged; where, each log says itself. */
export const loggedWordsQuery = z.string().trim().min(1).max(200).optional()
