import type { ExpiringCredential } from '../expiry/expiry.contract.ts'
import type { OutgoingCalls } from './outgoing-calls.contract.ts'

/** The authorities that a company trusts. */
export const expiryOfAuthorities = ({ authorities }: Pick<OutgoingCalls, 'authorities'>): ExpiringCredential[] =>
  authorities.map(({ fingerprint, subject, validFrom, validUntil }) => ({
    id: `certificate:company:${fingerprint}`,
    kind: 'certificate',
    name: subject,
    detail: null,
    subjectType: 'outgoing_calls',
    subjectId: null,
    isReplaced: false,
    ownerName: null,
    lastUsedAt: null,
    createdAt: validFrom,
    expiresAt: validUntil,
  }))
