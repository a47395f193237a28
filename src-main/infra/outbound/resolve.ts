import { type LookupAddress, lookup } from 'node:dns'

/** Resolves a name to all its addresses. An argument wherever it is used, so that tests can move a name. */
export type Resolve = (host: string, done: (error: Error | null, addresses: readonly LookupAddress[]) => void) => void

/** The operating system's resolver, with its hosts file. */
export const systemResolve: Resolve = (host, done) => lookup(host, { all: true }, (error, addresses) => done(error, addresses))
