import { certificatesOf, readCertificates, readClientCertificate } from '../../infra/outbound/certificates.ts'
import type { CompanyWay, OutboundWay } from '../../infra/outbound/outbound-way.ts'
import type { ConnectionView, NetworkInput } from './connections.contract.ts'
import type { StoredNetwork } from './connections.table.ts'

export const plainNetwork: StoredNetwork = {
  baseUrl: null,
  isHttpAllowed: false,
  authorities: null,
  certificate: null,
  privateKey: null,
  proxy: null,
}

/** What to store of what was given. @param now ISO 8601. @throws AppError `invalid_request` for what cannot be used. */
export function storedNetwork(
  { baseUrl, isHttpAllowed, authorities, client, proxy }: NetworkInput,
  before: StoredNetwork,
  { seal, now }: { readonly seal: (text: string) => string; readonly now: string },
): StoredNetwork {
  const read = client ? readClientCertificate(client, { field: 'network.client', now }) : client
  return {
    baseUrl: baseUrl === undefined ? before.baseUrl : baseUrl,
    isHttpAllowed: isHttpAllowed ?? before.isHttpAllowed,
    authorities:
      authorities === undefined ? before.authorities : authorities && readCertificates(authorities, { field: 'network.authorities', now }),
    ...(read === undefined
      ? { certificate: before.certificate, privateKey: before.privateKey }
      : { certificate: read?.certificate ?? null, privateKey: read === null ? null : seal(read.privateKey) }),
    proxy: proxy === undefined ? before.proxy : proxy && storedProxy(proxy, before.proxy, seal),
  }
}

function storedProxy(
  { url, userName, password, bypass }: NonNullable<NetworkInput['proxy']>,
  before: StoredNetwork['proxy'],
  seal: (text: string) => string,
): StoredNetwork['proxy'] {
  // NB: whoever names another proxy must not get the password of this one.
  const kept = before?.url === url && before.userName === userName ? before.password : null
  return { url, userName, password: password === undefined ? kept : password && seal(password), bypass }
}

/** As callers see it: never the key, never the password. */
export const shownNetwork = ({ baseUrl, isHttpAllowed, authorities, certificate, proxy }: StoredNetwork): ConnectionView['network'] => ({
  baseUrl,
  isHttpAllowed,
  authorities: certificatesOf(authorities),
  client: certificatesOf(certificate)[0] ?? null,
  proxy: proxy && { url: proxy.url, userName: proxy.userName, hasPassword: proxy.password !== null, bypass: [...proxy.bypass] },
})

/** How the calls of a connection go out: as those of the company, but for what it has of its own. */
export function wayOf(network: StoredNetwork, company: CompanyWay, open: (sealed: string) => string): OutboundWay {
  const { isHttpAllowed, authorities, certificate, privateKey, proxy } = network
  const own = proxy && {
    url: proxy.url,
    credentials:
      proxy.userName === null ? null : { userName: proxy.userName, password: proxy.password === null ? '' : open(proxy.password) },
    bypass: proxy.bypass,
  }
  return {
    company: own === null ? company : { ...company, proxy: own },
    isHttpAllowed,
    authorities,
    client: certificate === null || privateKey === null ? null : { certificate, privateKey: open(privateKey) },
  }
}

/** Every secret of it, in the clear, for masking. */
export const secretsOfNetwork = ({ proxy, privateKey }: StoredNetwork, open: (sealed: string) => string): string[] =>
  [proxy?.password, privateKey].flatMap((sealed) => (sealed == null ? [] : [open(sealed)]))
