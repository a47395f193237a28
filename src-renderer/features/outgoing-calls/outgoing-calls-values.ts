import type { OutgoingCalls } from '../../../src-main/features/outgoing-calls/outgoing-calls.contract.ts'
import type { OutgoingCallsInput } from './outgoing-calls.queries.ts'

/** What the form holds, by the names that the server has for its fields. */
export interface OutgoingCallsValues {
  readonly privateNetworks: string[]
  readonly destinations: string[]
  /** PEM of what comes in place of those there; empty to leave them. */
  readonly authorities: string
  readonly isWithoutAuthorities: boolean
  readonly proxy: { readonly url: string; readonly userName: string; readonly password: string; readonly bypass: string[] }
}

export const valuesOf = ({ privateNetworks, destinations, proxy }: OutgoingCalls): OutgoingCallsValues => ({
  privateNetworks,
  destinations,
  authorities: '',
  isWithoutAuthorities: false,
  proxy: { url: proxy?.url ?? '', userName: proxy?.userName ?? '', password: '', bypass: proxy?.bypass ?? [] },
})

export function bodyOf(values: OutgoingCallsValues, version: number): OutgoingCallsInput {
  const { privateNetworks, destinations, authorities, isWithoutAuthorities } = values
  const { url, userName, password, bypass } = values.proxy
  const isEmpty = `${url}${userName}${password}`.trim() === ''
  return {
    privateNetworks,
    destinations,
    ...(isWithoutAuthorities ? { authorities: null } : authorities.trim() === '' ? {} : { authorities }),
    proxy: isEmpty ? null : { url, userName: userName.trim() === '' ? null : userName, ...(password === '' ? {} : { password }), bypass },
    version,
  }
}
