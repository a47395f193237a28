import { type BoundRoute, read, write } from '../../infra/http/bind.ts'
import { readRoutes } from '../../records/record-routes.ts'
import { createCredit, creditType, getCreditBalance, updateCreditSettings } from './credits.contract.ts'
import type { CreditService } from './credits.service.ts'

export const creditRoutes = ({ credits }: { readonly credits: CreditService }): BoundRoute[] => [
  // Before `{id}`: the first route that fits answers.
  read(getCreditBalance, ({ principal }) => credits.balanceOf(principal.workspace.db)),
  ...readRoutes(creditType, credits),
  write(createCredit, (tx, { body }) => credits.add(tx, body)),
  write(updateCreditSettings, (tx, { body }) => credits.setLowThreshold(tx, body.lowThreshold)),
]
