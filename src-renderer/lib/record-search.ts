import type { Api } from './api.ts'

export interface FoundRecord {
  /** `JOB-1042` */
  readonly key: string
  readonly title: string
  /** Where it opens. */
  readonly to: string
}

/** How a feature answers the search field of the top bar. */
export interface RecordSearch {
  /** The navigation entry that the hits stand under. */
  readonly navigationId: string
  /** At most a handful, best first. */
  readonly find: (api: Api, query: string, signal: AbortSignal) => Promise<readonly FoundRecord[]>
}
