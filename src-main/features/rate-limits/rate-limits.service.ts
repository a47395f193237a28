import type { Control } from '../../infra/db/control.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import type { Principal } from '../../infra/http/principal.ts'
import { AppError, notFound } from '../../lib/app-error.ts'
import type { NewRateLimit, RateLimit, RateLimitChange } from './rate-limits.contract.ts'
import * as store from './rate-limits.store.ts'

export interface RateLimits {
  readonly list: (principal: Principal) => RateLimit[]
  /** @throws AppError `conflict` when the name is taken. */
  readonly create: (principal: Principal, input: NewRateLimit, requestId: string) => Promise<RateLimit>
  /** @throws AppError `not_found`, `conflict`, `version_conflict` */
  readonly update: (principal: Principal, id: number, change: RateLimitChange, requestId: string) => Promise<RateLimit>
  /** @throws AppError `not_found`, `conflict` while a key or client refers to it. */
  readonly remove: (principal: Principal, id: number, requestId: string) => Promise<void>
}

interface RateLimitsOptions {
  readonly control: Control
  readonly findCompanyId: (company: string) => number | undefined
  /** The limits of keys are not what they were. */
  readonly onChanged: () => void
}

export function createRateLimits({ control, findCompanyId, onChanged }: RateLimitsOptions): RateLimits {
  const write = <Result>(principal: Principal, requestId: string, run: (tx: Tx) => Result): Promise<Result> =>
    control.write(
      (tx) => {
        tx.afterCommit(onChanged)
        return run(tx)
      },
      { actor: principal.actor, requestId },
    )

  return {
    list: ({ workspace }) => store.listRateLimits(control.db, workspace.company),
    create: (principal, input, requestId) => {
      const { company } = principal.workspace
      const companyId = findCompanyId(company)
      if (companyId === undefined) throw notFound('company', company)
      return write(principal, requestId, (tx) => {
        assertNameIsFree(tx, company, { name: input.name })
        return getRateLimit(tx, company, store.insertRateLimit(tx.db, { ...input, companyId, now: tx.now }))
      })
    },
    update: (principal, id, change, requestId) => {
      const { company } = principal.workspace
      return write(principal, requestId, (tx) => {
        const current = getRateLimit(tx, company, id)
        assertNameIsFree(tx, company, { name: change.name, id })
        if (!store.updateRateLimit(tx.db, { ...change, id, now: tx.now })) throw stale(current)
        return getRateLimit(tx, company, id)
      })
    },
    remove: (principal, id, requestId) =>
      write(principal, requestId, (tx) => {
        const limit = getRateLimit(tx, principal.workspace.company, id)
        if (limit.keyCount + limit.clientCount > 0) throw stillUsed(limit)
        store.releaseRevokedKeys(tx.db, id)
        store.deleteRateLimit(tx.db, id)
      }),
  }
}

function getRateLimit({ db }: Tx, company: string, id: number): RateLimit {
  const found = store.findRateLimit(db, company, id)
  if (found === undefined) throw notFound('rate limit', id)
  return found
}

function assertNameIsFree({ db }: Tx, company: string, { name, id }: { name: string; id?: number }): void {
  const other = store.listRateLimits(db, company).find((limit) => limit.name === name && limit.id !== id)
  if (other === undefined) return
  throw new AppError('conflict', `There is a limit named ${name} already.`, {
    details: { field: 'name', fix: 'Choose another name, or change that limit.' },
  })
}

const stale = ({ version }: RateLimit): AppError =>
  new AppError('version_conflict', `The limit was changed in the meantime; its version is now ${version}.`, {
    details: { field: 'version', current_version: version, fix: 'Read the limits again and send the version that is there now.' },
  })

const stillUsed = ({ name, keyCount, clientCount }: RateLimit): AppError =>
  new AppError('conflict', `${keyCount} API keys and ${clientCount} OAuth clients share the limit ${name}.`, {
    details: { api_keys: keyCount, oauth_clients: clientCount, fix: 'Give these another limit or remove them first.' },
  })
