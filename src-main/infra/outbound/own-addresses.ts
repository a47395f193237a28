import { networkInterfaces } from 'node:os'

/** Whether an address belongs to an interface of this machine: what is sent there never leaves it. */
export const isOwnAddress = (address: string): boolean =>
  Object.values(networkInterfaces()).some((interfaces) => interfaces?.some((one) => one.address === address.replace(/%.*$/, '')))
