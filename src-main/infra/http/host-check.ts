import { hostname, networkInterfaces } from 'node:os'
import { AppError } from '../../lib/app-error.ts'

const loopbackNames = ['localhost', '127.0.0.1', '[::1]']

/** How long the addresses of this machine are taken to be the same, in milliseconds: its lease may come, or change, after the start. */
const lookEveryMs = 5_000

interface HostNameOptions {
  readonly listenHost: string
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** The addresses that this machine has now. */
  readonly addresses?: () => readonly string[]
}

/**
 * The names under which this machine may be addressed: a page of another site that points its own name at us (DNS
 * rebinding) is refused. Loopback only, unless the server listens beyond it.
 */
export function createHostNames({ listenHost, now, addresses = ownAddresses }: HostNameOptions): () => ReadonlySet<string> {
  const loopback = new Set(loopbackNames)
  if (['127.0.0.1', '::1', 'localhost'].includes(listenHost)) return () => loopback
  const name = hostname().toLowerCase()
  const fixed = [...loopbackNames, name, `${name}.local`, bracketed(listenHost.toLowerCase())]
  let names: ReadonlySet<string> = loopback
  let lookedAt = Number.NEGATIVE_INFINITY
  return () => {
    const time = now()
    // NB: a clock that was set back must not stop the looking.
    if (Math.abs(time - lookedAt) < lookEveryMs) return names
    lookedAt = time
    names = new Set([...fixed, ...addresses().map(bracketed)])
    return names
  }
}

const ownAddresses = (): string[] => Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map(({ address }) => address))

const bracketed = (address: string): string => (address.includes(':') ? `[${address}]` : address)

/** @throws AppError `misdirected_request` when the Host header names another machine. */
export function checkHost(hostHeader: string, allowed: ReadonlySet<string>): void {
  const name = hostHeader.replace(/:\d+$/, '').toLowerCase()
  if (allowed.has(name)) return
  throw new AppError('misdirected_request', `This server does not answer for the host "${name}".`, {
    details: { fix: 'Use the address that Interlock shows on its Overview page.' },
  })
}
