import type { DeliveryStatus } from '../../../src-main/features/webhooks/deliveries.contract.ts'
import { sinceOf, type TimeSpan } from '../../lib/time-spans.ts'
import type { DeliveryFilter } from './webhooks.queries.ts'

/** What the page's address says that is looked for. */
export interface DeliverySearch {
  readonly status?: DeliveryStatus | undefined
  readonly event?: string | undefined
  readonly within?: TimeSpan | undefined
  readonly q?: string | undefined
  /** Where deliveries of all webhooks are listed. */
  readonly webhook?: number | undefined
}

export const isFiltered = (search: DeliverySearch): boolean => Object.values(search).some((value) => value !== undefined)

/** @param now milliseconds since the epoch. */
export const filterOf = ({ within, webhook, ...same }: DeliverySearch, now: number): DeliveryFilter => ({
  ...same,
  ...(webhook === undefined ? {} : { webhookId: webhook }),
  ...(within === undefined ? {} : { createdAt: { gte: sinceOf(within, now) } }),
})
