import type { Control } from '../../infra/db/control.ts'
import { watchForeignChanges } from '../../infra/db/foreign-changes.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import type { Principal } from '../../infra/http/principal.ts'
import { AppError, notFound } from '../../lib/app-error.ts'
import { type ApiAccess, type ApiAccessChange, defaultPerMinute } from './api-access.contract.ts'
import { listApiAccess, putApiAccess } from './api-access.store.ts'

export interface ApiAccesses {
  /** The settings of a company; from memory. */
  readonly of: (company: string) => ApiAccess
  /** The origins that any company allows: a preflight carries no credential that would tell whose. */
  readonly origins: () => ReadonlySet<string>
  /** @throws AppError `version_conflict` */
  readonly update: (principal: Principal, change: ApiAccessChange, requestId: string) => Promise<ApiAccess>
}

interface ApiAccessOptions {
  readonly control: Control
  readonly findCompanyId: (company: string) => number | undefined
  readonly now: () => number
}

const defaults: ApiAccess = { allowedOrigins: [], readsPerMinute: defaultPerMinute, writesPerMinute: defaultPerMinute, version: 0 }

/** A change by another process is seen within this time, in milliseconds. */
const lookEveryMs = 500

interface Known {
  readonly byCompany: ReadonlyMap<string, ApiAccess>
  readonly origins: ReadonlySet<string>
}

export function createApiAccesses({ control, findCompanyId, now }: ApiAccessOptions): ApiAccesses {
  let known: Known | undefined
  const forget = (): void => {
    known = undefined
  }
  const lookForForeignChanges = watchForeignChanges({ db: control.db, now, lookEveryMs, onChange: forget })
  const current = (): Known => {
    lookForForeignChanges()
    known ??= readAll(control)
    return known
  }
  const of = (company: string): ApiAccess => current().byCompany.get(company) ?? defaults

  return {
    of,
    origins: () => current().origins,
    update: async ({ workspace, actor }, change, requestId) => {
      const companyId = findCompanyId(workspace.company)
      if (companyId === undefined) throw notFound('company', workspace.company)
      const run = (tx: Tx): void => {
        const settings = { ...change, allowedOrigins: [...new Set(change.allowedOrigins)], companyId, updatedAt: tx.now }
        const isStale = of(workspace.company).version !== change.version || putApiAccess(tx.db, settings) === 0
        if (isStale) throw stale(of(workspace.company))
        tx.afterCommit(forget)
      }
      await control.write(run, { actor, requestId })
      return of(workspace.company)
    },
  }
}

function readAll({ db }: Control): Known {
  const rows = listApiAccess(db)
  return {
    byCompany: new Map(rows.map(({ company, allowedOrigins, ...limits }) => [company, { ...limits, allowedOrigins: [...allowedOrigins] }])),
    origins: new Set(rows.flatMap((row) => row.allowedOrigins)),
  }
}

const stale = ({ version }: ApiAccess): AppError =>
  new AppError('version_conflict', `The settings were changed in the meantime; their version is now ${version}.`, {
    details: {
      field: 'version',
      current_version: version,
      fix: 'Read them again, apply the change to what is there now, and send that version.',
    },
  })
