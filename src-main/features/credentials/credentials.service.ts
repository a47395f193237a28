import { grants, type Scope } from '../../contract/scopes.ts'
import type { Environment } from '../../infra/db/workspace.ts'
import type { Principal } from '../../infra/http/principal.ts'
import type { Credential, CredentialSafety, CredentialUsage, SafetyFinding } from './credentials.contract.ts'

const dayMs = 86_400_000

/** A credential that nobody uses for this long is probably not needed. */
const idleDays = 90

/** Time to put a new credential to use. */
const unusedDays = 7

/** Longest life of a credential before somebody should look at it again. */
const maxLifetimeDays = 365

/** Calls an hour from which a limit limits nothing. */
const noLimitPerHour = 100_000

/** What is known of a credential, whatever its kind. */
export interface CredentialFacts extends Omit<CredentialSafety, 'findings' | 'isSafeToRemove'> {
  readonly scopes: readonly Scope[]
  readonly allowedAddresses: readonly string[]
  /** Undefined for a named limit, which somebody chose. */
  readonly limitPerHour: number | undefined
  /** Whether somebody turned it off; it can be turned on again. */
  readonly isOff: boolean
}

/** How much a credential is used. It is in the log of its own environment: a person looks at the sandbox's from the live side too. */
export type UsageOf = (principal: Principal, credential: Credential & { readonly environment: Environment }) => CredentialUsage

/** What could be safer about some credentials; those that are safe to remove first, then by how much there is. */
export function safetyOf(credentials: readonly CredentialFacts[], now: number): CredentialSafety[] {
  return credentials
    .map((facts) => {
      const findings = findingsOf(facts, now)
      const { scopes: _, allowedAddresses: __, limitPerHour: ___, isOff: ____, ...shown } = facts
      return { ...shown, findings, isSafeToRemove: isSafeToRemove(facts, findings, now) }
    })
    .filter(({ findings }) => findings.length > 0)
    .sort((a, b) => Number(b.isSafeToRemove) - Number(a.isSafeToRemove) || b.findings.length - a.findings.length || b.id - a.id)
}

function findingsOf(facts: CredentialFacts, now: number): SafetyFinding[] {
  const { expiresAt, lastUsedAt, limitPerHour } = facts
  if (isOver(expiresAt, now)) return ['expired']
  if (facts.isOff) return ['turned_off']
  const found: readonly (SafetyFinding | false)[] = [
    lastUsedAt === null && isOlder(facts.createdAt, unusedDays, now) && 'never_used',
    lastUsedAt !== null && isOlder(lastUsedAt, idleDays, now) && 'idle',
    expiresAt === null && 'never_expires',
    expiresAt !== null && Date.parse(expiresAt) - now > maxLifetimeDays * dayMs && 'long_lived',
    limitPerHour !== undefined && limitPerHour >= noLimitPerHour && 'no_limit',
    facts.allowedAddresses.length === 0 && 'any_address',
    grants(facts.scopes, 'write') && 'wide_scope',
  ]
  return found.filter((finding) => finding !== false)
}

const isSafeToRemove = (facts: CredentialFacts, findings: readonly SafetyFinding[], now: number): boolean =>
  findings.some((finding) => finding === 'expired' || finding === 'turned_off' || finding === 'idle') ||
  (findings.includes('never_used') && isOlder(facts.createdAt, idleDays, now))

const isOver = (expiresAt: string | null, now: number): boolean => expiresAt !== null && Date.parse(expiresAt) <= now

const isOlder = (time: string, days: number, now: number): boolean => now - Date.parse(time) >= days * dayMs
