import { mutationOptions } from '@tanstack/react-query'
import { createQuoteJob } from '../../../src-main/features/quotes/quotes.contract.ts'
import type { Api } from '../../lib/api.ts'

/** Turns an accepted quote into a job, once. */
export const createJobMutation = (api: Api, quoteId: number) =>
  mutationOptions({
    mutationFn: () => api.callRoute(createQuoteJob, { params: { id: String(quoteId) } }),
    onSettled: (_data, _error, _variables, _result, { client }) => void client.invalidateQueries({ queryKey: api.scopeKey() }),
  })
