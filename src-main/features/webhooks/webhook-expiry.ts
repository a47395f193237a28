import type { Certificate } from '../../contract/certificate.ts'
import type { Db } from '../../infra/db/database.ts'
import { certificatesOf } from '../../infra/outbound/certificates.ts'
import type { ExpiringCredential } from '../expiry/expiry.contract.ts'
import { listAllWebhooks } from './webhooks.store.ts'
import type { WebhookRow } from './webhooks.table.ts'

interface Options {
  /** ISO 8601. */
  readonly now: string
  readonly nameOf: (userId: number) => string | null
}

/** The certificates of the webhooks of a workspace, and their secrets that a rotation has replaced. */
export const expiryOfWebhooks = (db: Db, { now, nameOf }: Options): ExpiringCredential[] =>
  listAllWebhooks(db).flatMap((webhook) => {
    const own = {
      name: webhook.name,
      subjectType: 'webhook',
      subjectId: webhook.id,
      ownerName: webhook.ownerId === null ? null : nameOf(webhook.ownerId),
      lastUsedAt: null,
    } as const
    const certificates = [...certificatesOf(webhook.tlsCertificate), ...certificatesOf(webhook.tlsAuthorities)]
    return [...replacedSecret(webhook, now), ...certificates.map(ofCertificate(webhook))].map((credential) => ({ ...own, ...credential }))
  })

type Ending = Pick<ExpiringCredential, 'id' | 'kind' | 'detail' | 'isReplaced' | 'createdAt' | 'expiresAt'>

const replacedSecret = ({ id, previousSecret, previousSecretUntil, updatedAt }: WebhookRow, now: string): Ending[] =>
  previousSecret === null || previousSecretUntil === null || previousSecretUntil <= now
    ? []
    : [
        {
          id: `webhook_secret:${id}`,
          kind: 'webhook_secret',
          detail: null,
          isReplaced: true,
          createdAt: updatedAt,
          expiresAt: previousSecretUntil,
        },
      ]

const ofCertificate =
  ({ id }: WebhookRow) =>
  ({ fingerprint, subject, validFrom, validUntil }: Certificate): Ending => ({
    id: `certificate:webhook:${id}:${fingerprint}`,
    kind: 'certificate',
    detail: subject,
    isReplaced: false,
    createdAt: validFrom,
    expiresAt: validUntil,
  })
