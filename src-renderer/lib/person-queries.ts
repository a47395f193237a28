import { queryOptions } from '@tanstack/react-query'
import { listPeople } from '../../src-main/features/people/people.contract.ts'
import type { Api } from './api.ts'

/** The people of the company, whom records can be assigned to. */
export const peopleQuery = (api: Api) =>
  queryOptions({
    queryKey: [...api.scopeKey(), 'people'],
    queryFn: async ({ signal }) => (await api.callRoute(listPeople, { signal })).data,
    staleTime: 60_000,
  })
