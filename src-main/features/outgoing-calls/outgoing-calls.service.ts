import type { Control } from '../../infra/db/control.ts'
import { watchForeignChanges } from '../../infra/db/foreign-changes.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import type { Principal } from '../../infra/http/principal.ts'
import { certificatesOf, readCertificates } from '../../infra/outbound/certificates.ts'
import { checkDestination } from '../../infra/outbound/destination.ts'
import { type CompanyWay, defaultCompanyWay } from '../../infra/outbound/outbound-way.ts'
import { wayToProxy } from '../../infra/outbound/proxied-connector.ts'
import { type Resolve, systemResolve } from '../../infra/outbound/resolve.ts'
import type { Vault } from '../../infra/vault/vault.ts'
import { AppError, notFound } from '../../lib/app-error.ts'
import type { OutgoingCalls, OutgoingCallsChange } from './outgoing-calls.contract.ts'
import type { OutgoingCallsRow } from './outgoing-calls.control.table.ts'
import { listOutgoingCalls, putOutgoingCalls } from './outgoing-calls.store.ts'

export interface OutgoingCallsService {
  readonly of: (company: string) => OutgoingCalls
  /** How the calls of a company go out; from memory, and the same object until it changes. */
  readonly wayOf: (company: string) => CompanyWay
  /** @throws AppError `version_conflict`, `invalid_request`. */
  readonly update: (principal: Principal, change: OutgoingCallsChange, requestId: string) => Promise<OutgoingCalls>
}

interface OutgoingCallsOptions {
  readonly control: Control
  readonly vault: Vault
  readonly findCompanyId: (company: string) => number | undefined
  readonly now: () => number
  readonly resolve?: Resolve
}

type Settings = Omit<OutgoingCallsRow, 'companyId' | 'updatedAt'>

const defaults: Settings = {
  privateNetworks: defaultCompanyWay.privateNetworks,
  destinations: [],
  authorities: null,
  proxyUrl: null,
  proxyUserName: null,
  proxyPassword: null,
  proxyBypass: [],
  version: 0,
}

/** A change by another process is seen within this time, in milliseconds. */
const lookEveryMs = 500

export function createOutgoingCalls({
  control,
  vault,
  findCompanyId,
  now,
  resolve = systemResolve,
}: OutgoingCallsOptions): OutgoingCallsService {
  let known: ReadonlyMap<string, Settings> | undefined
  const ways = new Map<string, { readonly version: number; readonly way: CompanyWay }>()
  const forget = (): void => {
    known = undefined
  }
  const lookForForeignChanges = watchForeignChanges({ db: control.db, now, lookEveryMs, onChange: forget })
  const settingsOf = (company: string): Settings => {
    lookForForeignChanges()
    known ??= new Map(listOutgoingCalls(control.db).map(({ company: slug, ...settings }) => [slug, settings]))
    return known.get(company) ?? defaults
  }

  function wayOf(company: string): CompanyWay {
    const settings = settingsOf(company)
    const made = ways.get(company)
    if (made?.version === settings.version) return made.way
    const way = settings.version === 0 ? defaultCompanyWay : openWay(settings, vault)
    ways.set(company, { version: settings.version, way })
    return way
  }

  async function update({ workspace, actor }: Principal, change: OutgoingCallsChange, requestId: string): Promise<OutgoingCalls> {
    const { company } = workspace
    const companyId = findCompanyId(company)
    if (companyId === undefined) throw notFound('company', company)
    if (change.proxy !== null) await checkDestination(change.proxy.url, { resolve, way: wayToProxy, field: 'proxy.url' })
    const run = (tx: Tx): void => {
      const before = settingsOf(company)
      const settings = { ...before, ...stored(change, before, { seal: vault.seal, now: tx.now }), companyId, updatedAt: tx.now }
      const isStale = before.version !== change.version || putOutgoingCalls(tx.db, settings) === 0
      if (isStale) throw stale(settingsOf(company))
      tx.afterCommit(forget)
    }
    await control.write(run, { actor, requestId })
    return shown(settingsOf(company))
  }

  return { of: (company) => shown(settingsOf(company)), wayOf, update }
}

/** What to store of a change. @throws AppError `invalid_request` for certificates that cannot be used. */
function stored(
  { privateNetworks, destinations, authorities, proxy }: OutgoingCallsChange,
  before: Settings,
  { seal, now }: { seal: (text: string) => string; now: string },
): Partial<Settings> {
  // NB: whoever names another proxy must not get the password of this one.
  const kept = before.proxyUrl === proxy?.url && before.proxyUserName === proxy.userName ? before.proxyPassword : null
  const password = proxy?.password === undefined ? kept : proxy.password && seal(proxy.password)
  return {
    privateNetworks: [...new Set(privateNetworks)],
    destinations: [...new Set(destinations)],
    ...(authorities === undefined ? {} : { authorities: authorities && readCertificates(authorities, { field: 'authorities', now }) }),
    proxyUrl: proxy?.url ?? null,
    proxyUserName: proxy?.userName ?? null,
    proxyPassword: proxy?.userName ? password : null,
    proxyBypass: [...new Set(proxy?.bypass ?? [])],
  }
}

const shown = (settings: Settings): OutgoingCalls => ({
  privateNetworks: [...settings.privateNetworks],
  destinations: [...settings.destinations],
  authorities: certificatesOf(settings.authorities),
  proxy:
    settings.proxyUrl === null
      ? null
      : {
          url: settings.proxyUrl,
          userName: settings.proxyUserName,
          hasPassword: settings.proxyPassword !== null,
          bypass: [...settings.proxyBypass],
        },
  version: settings.version,
})

function openWay({ proxyUrl, proxyUserName, proxyPassword, proxyBypass, ...settings }: Settings, vault: Vault): CompanyWay {
  const { privateNetworks, destinations, authorities } = settings
  const credentials = proxyUserName === null ? null : { userName: proxyUserName, password: openPassword(proxyPassword, vault) }
  const proxy = proxyUrl === null ? null : { url: proxyUrl, credentials, bypass: proxyBypass }
  return { privateNetworks, destinations, authorities, proxy }
}

function openPassword(sealed: string | null, vault: Vault): string {
  try {
    return sealed === null ? '' : vault.open(sealed)
  } catch {
    // The proxy will refuse it, and each attempt say so; without an answer from here nothing could be sent at all.
    return ''
  }
}

const stale = ({ version }: Settings): AppError =>
  new AppError('version_conflict', `The settings were changed in the meantime; their version is now ${version}.`, {
    details: {
      field: 'version',
      current_version: version,
      fix: 'Read them again, apply the change to what is there now, and send that version.',
    },
  })
