import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Company } from '../../../src-main/features/companies/companies.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { companyLogoQuery } from './companies.queries.ts'

/** An address for the logo's bytes, which need the workspace's headers and so cannot be an `src` by themselves. */
export function useLogoUrl(company: Company): string | undefined {
  const { data } = useQuery(companyLogoQuery(useApi(), company))
  const blob = company.hasLogo ? data : undefined
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    if (blob === undefined) return setUrl(undefined)
    const made = URL.createObjectURL(blob)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [blob])
  return url
}
