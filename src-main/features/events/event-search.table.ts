/** The words of the event log by its `seq`: an FTS5 table (see `event-search.ts`). */
export const eventSearchTable = 'event_search'
