import { type ClientCertificate, certificatesOf, readCertificates, readClientCertificate } from '../../infra/outbound/certificates.ts'
import { invalidField } from '../../lib/app-error.ts'
import type { WebhookTls, WebhookTlsInput } from './webhook-tls.contract.ts'
import type { WebhookRow } from './webhooks.table.ts'

type Columns = Pick<WebhookRow, 'tlsAuthorities' | 'tlsCertificate' | 'tlsKey'>

/** With the client certificate as PEM, also where it was given as a PFX. @param now ISO 8601. @throws AppError `invalid_request`. */
export async function withOpenedPfx<Body extends { readonly tls?: WebhookTlsInput | undefined }>(body: Body, now: string): Promise<Body> {
  const client = body.tls?.client
  if (!client?.pfx) return body
  if (client.certificate !== undefined || client.privateKey !== undefined) {
    throw invalidField('tls.client.pfx', 'stands beside a certificate or key as PEM', 'Give either the PFX or the PEM.')
  }
  const { pfx, passphrase = '' } = client
  const { readPfx } = await import('../../infra/outbound/pfx.ts') // with a library that few need
  return { ...body, tls: { ...body.tls, client: await readPfx({ pfx, passphrase }, { field: 'tls.client', now }) } }
}

/** What to store of what was given. @param now ISO 8601. @throws AppError `invalid_request` for what cannot be used. */
export function storedTls(
  { authorities, client }: WebhookTlsInput,
  { seal, now }: { seal: (text: string) => string; now: string },
): Partial<Columns> {
  return {
    ...(authorities === undefined
      ? {}
      : { tlsAuthorities: authorities && readCertificates(authorities, { field: 'tls.authorities', now }) }),
    ...(client === undefined ? {} : storedClient(client && readPem(client, now), seal)),
  }
}

const readPem = ({ certificate = '', privateKey = '' }: NonNullable<WebhookTlsInput['client']>, now: string) =>
  readClientCertificate({ certificate, privateKey }, { field: 'tls.client', now })

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
