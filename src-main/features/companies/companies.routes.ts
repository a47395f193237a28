import { type BoundRoute, read, task } from '../../infra/http/bind.ts'
import { deleteCompanyLogo, getCompany, getCompanyLogo, setCompanyLogo, updateCompany } from './companies.contract.ts'
import type { Companies } from './companies.service.ts'

export const companyRoutes = ({ companies }: { companies: Companies }): BoundRoute[] => [
  read(getCompany, ({ principal }) => companies.get(principal)),
  task(updateCompany, ({ principal, body, exchange }) => companies.update(principal, body, exchange.requestId)),
  read(getCompanyLogo, ({ principal }) => companies.getLogo(principal)),
  task(setCompanyLogo, ({ principal, body, exchange }) => companies.setLogo(principal, body, exchange.requestId)),
  task(deleteCompanyLogo, ({ principal, exchange }) => companies.deleteLogo(principal, exchange.requestId)),
]
