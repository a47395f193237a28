import { isIP } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { generate } from 'selfsigned'
import { onTestFinished } from 'vitest'

export interface TestCertificate {
  readonly key: string
  readonly cert: string
}

const dayMs = 86_400_000

interface Options {
  /** Of validity from now; below zero it has expired. */
  readonly days?: number
  /** Who signs it; itself without one. */
  readonly by?: TestCertificate
  /** It may sign others. */
  readonly isAuthority?: boolean
}

/** A real certificate with its key, for a host, an address or a client of that name. */
export async function makeCertificate(name: string, { days = 2, by, isAuthority = false }: Options = {}): Promise<TestCertificate> {
  const made = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() + (Math.min(days, 0) - 2) * dayMs),
    notAfterDate: new Date(Date.now() + days * dayMs),
    ...(by === undefined ? {} : { ca: by }),
    extensions: [
      { name: 'basicConstraints', cA: isAuthority, critical: true },
      { name: 'subjectAltName', altNames: [isIP(name) === 0 ? { type: 2, value: name } : { type: 7, ip: name }] },
    ],
  })
  return { key: made.private, cert: made.cert }
}

/** A certificate that this process trusts until the end of the test. */
export function trust({ cert }: TestCertificate): void {
  const before = getCACertificates('default')
  setDefaultCACertificates([cert])
  onTestFinished(() => setDefaultCACertificates(before))
}
