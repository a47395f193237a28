import { eventSearch } from '../features/events/event-search.ts'
import { answerSearch } from '../features/webhooks/answer-search.ts'

/** What is searched for its words and follows what is written. */
export const followingIndexes = [eventSearch, answerSearch] as const
