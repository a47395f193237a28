import { mutationOptions, queryOptions } from '@tanstack/react-query'
import { getCreditBalance, updateCreditSettings } from '../../../src-main/features/credits/credits.contract.ts'
import type { Api } from '../../lib/api.ts'

/** How many credits are left, and at how many they are low. */
export const creditBalanceQuery = (api: Api) =>
  queryOptions({
    queryKey: [...api.scopeKey(), 'credits', 'balance'],
    queryFn: ({ signal }) => api.callRoute(getCreditBalance, { signal }),
  })

export const lowThresholdMutation = (api: Api) =>
  mutationOptions({
    mutationFn: (lowThreshold: number) => api.callRoute(updateCreditSettings, { body: { lowThreshold } }),
    onSuccess: (balance, _lowThreshold, _result, { client }) => void client.setQueryData(creditBalanceQuery(api).queryKey, balance),
  })
