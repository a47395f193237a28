import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import type { Certificate } from '../../contract/certificate.ts'
import { invalidField } from '../../lib/app-error.ts'
import { isoTime } from '../../lib/identity.ts'

/** A certificate that we show, with its private key. */
export interface ClientCertificate {
  /** PEM; its own first, then those between it and its authority. */
  readonly certificate: string
  /** PEM, in the clear. */
  readonly privateKey: string
}

const blocks = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g

/** The certificates of a PEM text that was read before, the first one first. */
const parsed = (pem: string): X509Certificate[] => (pem.match(blocks) ?? []).map((block) => new X509Certificate(block))

/** What is shown of the certificates that were stored. */
export const certificatesOf = (pem: string | null): Certificate[] => (pem === null ? [] : parsed(pem).map(factsOf))

const oneLine = (name: string): string => name.trim().split('\n').join(', ')

const factsOf = (certificate: X509Certificate): Certificate => ({
  subject: oneLine(certificate.subject),
  issuer: oneLine(certificate.issuer),
  validFrom: isoTime(Date.parse(certificate.validFrom)),
  validUntil: isoTime(Date.parse(certificate.validTo)),
  fingerprint: certificate.fingerprint256,
})

/**
 * The certificates of a text that somebody gave, and nothing else of it.
 * @param now ISO 8601. @throws AppError `invalid_request` when one cannot be read or has expired.
 */
export function readCertificates(text: string, { field, now }: { field: string; now: string }): string {
  const found = text.match(blocks) ?? []
  if (found.length === 0) {
    throw invalidField(field, 'holds no certificate', 'Give it as PEM: text that begins with -----BEGIN CERTIFICATE-----.')
  }
  for (const block of found) {
    const facts = factsOf(readOne(block, field))
    if (facts.validUntil <= now) {
      throw invalidField(field, `the certificate of ${facts.subject} expired at ${facts.validUntil}`, 'Give the one that replaced it.')
    }
  }
  return `${found.join('\n')}\n`
}

function readOne(block: string, field: string): X509Certificate {
  try {
    return new X509Certificate(block)
  } catch {
    throw invalidField(field, 'holds a certificate that cannot be read', 'Copy the whole text of the file, with its first and last line.')
  }
}

/** A client certificate that can be used: it can be read, has not expired, and the key is its own. @throws AppError `invalid_request`. */
export function readClientCertificate(given: ClientCertificate, { field, now }: { field: string; now: string }): ClientCertificate {
  const certificate = readCertificates(given.certificate, { field: `${field}.certificate`, now })
  const keyField = `${field}.private_key`
  const key = readKey(given.privateKey, keyField)
  if (parsed(certificate)[0]?.checkPrivateKey(key) !== true) {
    throw invalidField(keyField, 'is not the key of this certificate', 'Give the key that the certificate was made for.')
  }
  return { certificate, privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString() }
}

function readKey(text: string, field: string): KeyObject {
  try {
    return createPrivateKey(text)
  } catch {
    if (/ENCRYPTED/.test(text)) {
      throw invalidField(field, 'is a key with a passphrase', 'Take the passphrase off first; the key is kept sealed here.')
    }
    throw invalidField(field, 'holds no private key', 'Give it as PEM: text that begins with -----BEGIN PRIVATE KEY-----.')
  }
}
