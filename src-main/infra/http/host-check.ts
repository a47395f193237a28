import { hostname, networkInterfaces } from 'node:os'
import { AppError } from '../../lib/app-error.ts'

const loopbackNames = ['localhost', '127.0.0.1', '[::1]']

/**
 * The names under which this machine may be addressed: a page of another site that points its own name at us (DNS
 * rebinding) is refused. Loopback only, unless the server listens beyond it.
 */
export function allowedHostNames(listenHost: string): ReadonlySet<string> {
  if (['127.0.0.1', '::1', 'localhost'].includes(listenHost)) return new Set(loopbackNames)
  const addresses = Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map((entry) => bracketed(entry.address)))
  const name = hostname().toLowerCase()
  return new Set([...loopbackNames, ...addresses, name, `${name}.local`, bracketed(listenHost.toLowerCase())])
}

const bracketed = (address: string): string => (address.includes(':') ? `[${address}]` : address)

/** @throws AppError `misdirected_request` when the Host header names another machine. */
export function checkHost(hostHeader: string, allowed: ReadonlySet<string>): void {
  const name = hostHeader.replace(/:\d+$/, '').toLowerCase()
  if (allowed.has(name)) return
  throw new AppError('misdirected_request', `This server does not answer for the host "${name}".`, {
    details: { fix: 'Use the address that Interlock shows on its Overview page.' },
  })
}
