import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import {
  type Company,
  type CompanyChange,
  deleteCompanyLogo,
  getCompany,
  getCompanyLogo,
  type LogoMediaType,
  setCompanyLogo,
  updateCompany,
} from '../../../src-main/features/companies/companies.contract.ts'
import type { Api } from '../../lib/api.ts'

const companyKey = (api: Api) => [...api.scopeKey(), 'company'] as const

/** The letterhead, currency and time zone of the company on screen. */
export const companyQuery = (api: Api) =>
  queryOptions({ queryKey: [...companyKey(api), 'letterhead'], queryFn: ({ signal }) => api.callRoute(getCompany, { signal }) })

/** The logo's bytes; a new version of the company may have a new one. */
export const companyLogoQuery = (api: Api, company: Pick<Company, 'hasLogo' | 'version'> | undefined) =>
  queryOptions({
    queryKey: [...companyKey(api), 'logo', company?.version],
    enabled: company?.hasLogo === true,
    queryFn: ({ signal }) => api.callRoute(getCompanyLogo, { signal }),
    placeholderData: (previous) => (company?.hasLogo === true ? previous : undefined),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** NB: previews of invoices print the letterhead, so they are asked for anew. */
const keep = (api: Api) => ({
  onSuccess: (company: Company, _variables: unknown, _result: unknown, { client }: { readonly client: QueryClient }) => {
    client.setQueryData(companyQuery(api).queryKey, company)
    void client.invalidateQueries({ queryKey: api.scopeKey(), predicate: ({ queryKey }) => queryKey[3] === 'preview' })
  },
})

export const updateCompanyMutation = (api: Api) =>
  mutationOptions({ ...keep(api), mutationFn: (body: CompanyChange) => api.callRoute(updateCompany, { body }) })

export const setLogoMutation = (api: Api) =>
  mutationOptions({
    ...keep(api),
    mutationFn: (body: { readonly mediaType: LogoMediaType; readonly base64: string }) => api.callRoute(setCompanyLogo, { body }),
  })

export const deleteLogoMutation = (api: Api) => mutationOptions({ ...keep(api), mutationFn: () => api.callRoute(deleteCompanyLogo, {}) })
