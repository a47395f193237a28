import { queryOptions } from '@tanstack/react-query'
import { listPeople } from '../../src-main/features/people/company-people.contract.ts'
import type { Api } from './api.ts'

/** The people of the company by name, those who were disabled included. */
export const peopleQuery = (api: Api) =>
  queryOptions({
    queryKey: [...api.scopeKey(), 'people'],
    queryFn: async ({ signal }) => (await api.callRoute(listPeople, { signal })).data,
    staleTime: 60_000,
  })
