import { type ClientCertificate, certificatesOf, readCertificates, readClientCertificate } from '../../infra/outbound/certificates.ts'
import type { WebhookTls, WebhookTlsInput } from './webhook-tls.contract.ts'
import type { WebhookRow } from './webhooks.table.ts'

type Columns = Pick<WebhookRow, 'tlsAuthorities' | 'tlsCertificate' | 'tlsKey'>

/** What to store of what was given. @param now ISO 8601. @throws AppError `invalid_request` for what cannot be used. */
export function storedTls(
  { authorities, client }: WebhookTlsInput,
  { seal, now }: { seal: (text: string) => string; now: string },
): Partial<Columns> {
  return {
    ...(authorities === undefined
      ? {}
      : { tlsAuthorities: authorities && readCertificates(authorities, { field: 'tls.authorities', now }) }),
    ...(client === undefined ? {} : storedClient(client && readClientCertificate(client, { field: 'tls.client', now }), seal)),
  }
}

const storedClient = (client: ClientCertificate | null, seal: (text: string) => string) =>
  client === null ? { tlsCertificate: null, tlsKey: null } : { tlsCertificate: client.certificate, tlsKey: seal(client.privateKey) }

/** As callers see it: never the key. */
export const shownTls = ({ tlsAuthorities, tlsCertificate }: Columns): WebhookTls => ({
  authorities: certificatesOf(tlsAuthorities),
  client: certificatesOf(tlsCertificate)[0] ?? null,
})

/** As connections use it. */
export const openTls = ({ tlsAuthorities, tlsCertificate, tlsKey }: Columns, open: (sealed: string) => string) => ({
  authorities: tlsAuthorities,
  client: tlsCertificate === null || tlsKey === null ? null : { certificate: tlsCertificate, privateKey: open(tlsKey) },
})
