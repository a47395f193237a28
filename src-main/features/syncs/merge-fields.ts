import type { SyncedFields } from '../../connectors/kit/sync.ts'
import type { SyncSide } from './syncs.contract.ts'

/** One side of a record. */
export interface Side {
  readonly fields: SyncedFields
  /** ISO 8601; null where nobody knows. */
  readonly changedAt: string | null
}

interface Sides {
  /** As both had it when they last agreed; undefined when they never did. */
  readonly base: SyncedFields | undefined
  readonly here: Side
  readonly there: Side
  /** Fields that are told the vendor where it has none, and never taken from it. */
  readonly sentOnly: readonly string[]
}

export interface Conflict {
  readonly field: string
  readonly kept: string | null
  readonly lost: string | null
  readonly side: SyncSide
}

export interface Merged {
  readonly fields: SyncedFields
  readonly conflicts: readonly Conflict[]
}

/**
 * Brings both sides of a record together, field by field. What one side changed since they agreed is taken; of what both changed, the side that was
 * changed last wins, and the other value is told. When they never agreed, a value wins over none.
 */
export function mergeFields({ base, here, there, sentOnly }: Sides): Merged {
  const conflicts: Conflict[] = []
  // Without the vendor's word on when, what somebody here has written stays.
  const winner: SyncSide = there.changedAt !== null && there.changedAt > (here.changedAt ?? '') ? 'there' : 'here'
  const fields = Object.keys(here.fields).map((field) => {
    const [ours, theirs] = [here.fields[field] ?? null, there.fields[field] ?? null]
    const agreed = base?.[field] ?? null
    if (ours === theirs) return [field, ours]
    if (sentOnly.includes(field)) return [field, theirs ?? ours]
    if (ours === agreed) return [field, theirs]
    if (theirs === agreed) return [field, ours]
    const [kept, lost] = winner === 'here' ? [ours, theirs] : [theirs, ours]
    conflicts.push({ field, kept, lost, side: winner })
    return [field, kept]
  })
  return { fields: Object.fromEntries(fields), conflicts }
}

/** The fields in which one differs from another, with the values of the first. */
export const differing = (fields: SyncedFields, other: SyncedFields): SyncedFields =>
  Object.fromEntries(Object.entries(fields).filter(([field, value]) => value !== (other[field] ?? null)))

export const isSame = (fields: SyncedFields, other: SyncedFields): boolean => Object.keys(differing(fields, other)).length === 0
