import type { Certificate } from '../../contract/certificate.ts'
import type { Db } from '../../infra/db/database.ts'
import { certificatesOf } from '../../infra/outbound/certificates.ts'
import type { ExpiringCredential } from '../expiry/expiry.contract.ts'
import { listConnections } from './connections.store.ts'
import type { ConnectionRow } from './connections.table.ts'
import { findGrant } from './grants.store.ts'

/** What the connections of a workspace sign in with, and their certificates. */
export const expiryOfConnections = (db: Db, { nameOf }: { readonly nameOf: (userId: number) => string | null }): ExpiringCredential[] =>
  listConnections(db).flatMap((connection) => {
    const own = {
      name: connection.name,
      subjectType: 'connection',
      subjectId: connection.id,
      isReplaced: false,
      ownerName: connection.ownerId === null ? null : nameOf(connection.ownerId),
    } as const
    const { certificate, authorities } = connection.network
    const certificates = [...certificatesOf(certificate), ...certificatesOf(authorities)]
    return [...ofCredentials(db, connection), ...certificates.map(ofCertificate(connection))].map((ending) => ({ ...own, ...ending }))
  })

type Ending = Pick<ExpiringCredential, 'id' | 'kind' | 'detail' | 'lastUsedAt' | 'createdAt' | 'expiresAt'>

/** NB: what Interlock renews by itself has no end that anybody could do something about; a grant that cannot be renewed has. */
function ofCredentials(db: Db, { id, credentials, account, lastSuccessAt, createdAt }: ConnectionRow): Ending[] {
  const grant = findGrant(db, id)
  if (grant === undefined && credentials === null) return []
  return [
    {
      id: `connection:${id}`,
      kind: 'connection',
      detail: account,
      lastUsedAt: lastSuccessAt,
      createdAt: grant?.grantedAt ?? createdAt,
      expiresAt: grant?.refreshToken === null ? grant.expiresAt : null,
    },
  ]
}

const ofCertificate =
  ({ id }: ConnectionRow) =>
  ({ fingerprint, subject, validFrom, validUntil }: Certificate): Ending => ({
    id: `certificate:connection:${id}:${fingerprint}`,
    kind: 'certificate',
    detail: subject,
    lastUsedAt: null,
    createdAt: validFrom,
    expiresAt: validUntil,
  })
