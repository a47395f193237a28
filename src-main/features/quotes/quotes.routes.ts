import type { Locale } from '../../contract/fields.ts'
import { transitionRoute } from '../../contract/record-routes.ts'
import { grants, type Scope } from '../../contract/scopes.ts'
import { type BoundRoute, write } from '../../infra/http/bind.ts'
import { AppError } from '../../lib/app-error.ts'
import { recordRoutes } from '../../records/record-routes.ts'
import { createQuoteJob, quoteType } from './quotes.contract.ts'
import type { QuoteService } from './quotes.service.ts'

interface Dependencies {
  readonly quotes: QuoteService
  /** The language in which a company prints, by its slug. */
  readonly localeOf: (company: string) => Locale
}

export const quoteRoutes = ({ quotes, localeOf }: Dependencies): BoundRoute[] => [
  ...recordRoutes(quoteType, quotes, transitionRoute(quoteType)),
  write(createQuoteJob, (tx, { principal, params }) => {
    assertMayCreateJobs(principal.scopes)
    return quotes.createJob(tx, params.id, localeOf(principal.workspace.company))
  }),
]

function assertMayCreateJobs(scopes: readonly Scope[]): void {
  const scope = 'jobs:write'
  if (grants(scopes, scope)) return
  throw new AppError('forbidden', `To make a job, this needs the scope ${scope}.`, {
    details: { scope, fix: 'Use a credential that holds both quotes:write and jobs:write.' },
  })
}
