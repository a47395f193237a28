import { and, eq, isNotNull, isNull, or } from 'drizzle-orm'
import type { Db } from '../../infra/db/database.ts'
import { certificatesOf } from '../../infra/outbound/certificates.ts'
import { webhooks } from './webhooks.table.ts'

interface CertifiedWebhook {
  readonly id: number
  readonly name: string
  /** When the first of its certificates ends; ISO 8601. */
  readonly endsAt: string
}

/** Webhooks in use that have certificates of their own. */
export const listCertifiedWebhooks = (db: Db): CertifiedWebhook[] =>
  db
    .select({ id: webhooks.id, name: webhooks.name, authorities: webhooks.tlsAuthorities, certificate: webhooks.tlsCertificate })
    .from(webhooks)
    .where(
      and(
        isNull(webhooks.deletedAt),
        eq(webhooks.isActive, true),
        or(isNotNull(webhooks.tlsAuthorities), isNotNull(webhooks.tlsCertificate)),
      ),
    )
    .all()
    .flatMap(({ id, name, authorities, certificate }) => {
      const [endsAt] = [...certificatesOf(authorities), ...certificatesOf(certificate)].map(({ validUntil }) => validUntil).sort()
      return endsAt === undefined ? [] : [{ id, name, endsAt }]
    })
