import { parseAddressList } from '../../infra/http/address-list.ts'
import { AppError } from '../../lib/app-error.ts'
import type { ApiClientRow } from './oauth.control.table.ts'

/** Whether a client may get and use tokens: neither turned off nor past its time. */
export const isClientInForce = ({ isActive, expiresAt }: Pick<ApiClientRow, 'isActive' | 'expiresAt'>, now: number): boolean =>
  isActive && (expiresAt === null || Date.parse(expiresAt) > now)

/** @throws AppError `address_not_allowed` */
export function assertAddressAllowed({ allowedAddresses }: Pick<ApiClientRow, 'allowedAddresses'>, address: string): void {
  if (!parseAddressList(allowedAddresses)(address)) throw addressNotAllowed(address)
}

export const addressNotAllowed = (address: string): AppError =>
  new AppError('address_not_allowed', `This OAuth client may not be used from ${address}.`, {
    details: { fix: "Call from an address on the client's allow-list, or have an admin add this one to it." },
  })
