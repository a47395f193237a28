import { useState } from 'react'
import type { ConnectBody, Connection, Integration } from './integrations.queries.ts'

type NetworkBody = NonNullable<ConnectBody['network']>

/** What stands in the fields; empty certificates and keys leave what is kept. */
export interface NetworkValues {
  readonly baseUrl: string
  readonly proxyUrl: string
  readonly proxyUserName: string
  readonly proxyPassword: string
  readonly authorities: string
  readonly certificate: string
  readonly privateKey: string
  readonly isHttpAllowed: boolean
  /** What is kept goes away. */
  readonly forgets: { readonly authorities: boolean; readonly client: boolean }
}

const valuesOf = (network: Connection['network'] | undefined): NetworkValues => ({
  baseUrl: network?.baseUrl ?? '',
  proxyUrl: network?.proxy?.url ?? '',
  proxyUserName: network?.proxy?.userName ?? '',
  proxyPassword: '',
  authorities: '',
  certificate: '',
  privateKey: '',
  isHttpAllowed: network?.isHttpAllowed ?? false,
  forgets: { authorities: false, client: false },
})

/** How the calls of a connection go out, where that differs from the company's way. NB: kept nowhere: it has secrets in it. */
export function useNetworkForm({ hasBaseUrl }: Integration, connection: Connection | undefined) {
  const kept = connection?.network
  const [values, setValues] = useState(() => valuesOf(kept))
  return {
    kept,
    values,
    set: (change: Partial<NetworkValues>) => setValues((before) => ({ ...before, ...change })),
    body: { ...networkBody(values, kept), ...(hasBaseUrl ? { baseUrl: textOrNull(values.baseUrl) } : {}) },
  }
}

export type NetworkForm = ReturnType<typeof useNetworkForm>

const textOrNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())

/** What is sent of it. */
export function networkBody(values: NetworkValues, kept: Connection['network'] | undefined): NetworkBody {
  const { isHttpAllowed, authorities, certificate, privateKey, forgets } = values
  const hasClient = `${certificate}${privateKey}`.trim() !== ''
  return {
    isHttpAllowed,
    proxy: proxyBody(values, kept),
    ...(authorities.trim() !== '' ? { authorities } : forgets.authorities ? { authorities: null } : {}),
    ...(hasClient ? { client: { certificate, privateKey } } : forgets.client ? { client: null } : {}),
  }
}

function proxyBody(
  { proxyUrl, proxyUserName, proxyPassword }: NetworkValues,
  kept: Connection['network'] | undefined,
): NetworkBody['proxy'] {
  const url = textOrNull(proxyUrl)
  if (url === null) return null
  return {
    url,
    userName: textOrNull(proxyUserName),
    ...(proxyPassword === '' ? {} : { password: proxyPassword }),
    bypass: kept?.proxy?.bypass ?? [],
  }
}
