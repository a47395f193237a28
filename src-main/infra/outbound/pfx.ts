import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { OctetString } from 'asn1js'
import { CertBag, CryptoEngine, EncryptedContentInfo, PFX, PKCS8ShroudedKeyBag, PrivateKeyInfo, type SafeContents } from 'pkijs'
import { AppError, invalidField } from '../../lib/app-error.ts'
import { type ClientCertificate, readCertificates } from './certificates.ts'

/** A PKCS#12 file (RFC 7292), as other systems export a certificate together with its key. */
interface GivenPfx {
  /** Base64. */
  readonly pfx: string
  /** Empty for none. */
  readonly passphrase: string
}

/** How often a passphrase may be hashed; writers take some thousands, and each of them costs time here. */
const maxIterations = { key: 2_000_000, mac: 100_000 }

const pbes2 = '1.2.840.113549.1.5.13'

/** The crypto of Node, for what is still safe, and for no longer than somebody waits. */
class BoundedCrypto extends CryptoEngine {
  readonly #field: string

  constructor(field: string) {
    super({ name: 'node', crypto: globalThis.crypto })
    this.#field = field
  }

  override decryptEncryptedContentInfo(parameters: Parameters<CryptoEngine['decryptEncryptedContentInfo']>[0]): Promise<ArrayBuffer> {
    const { algorithmId } = parameters.encryptedContentInfo.contentEncryptionAlgorithm
    if (algorithmId !== pbes2) {
      throw invalidField(
        this.#field,
        'is encrypted in an old way (RC2 or 3DES) that is not safe any more',
        'Export it again with AES-256; the guide to the security of webhooks shows how.',
      )
    }
    return super.decryptEncryptedContentInfo(parameters)
  }

  override deriveKey(...given: Parameters<CryptoEngine['deriveKey']>): ReturnType<CryptoEngine['deriveKey']> {
    const [algorithm] = given
    if (typeof algorithm === 'object' && 'iterations' in algorithm && Number(algorithm.iterations) > maxIterations.key) {
      throw tooSlow(this.#field)
    }
    return super.deriveKey(...given)
  }
}

const tooSlow = (field: string): AppError =>
  invalidField(field, 'hashes its passphrase too often to be opened', 'Export it again with fewer rounds.')

/**
 * The certificate and key of a PFX, so that nothing else of it counts: Node would trust the authorities in it.
 * @param now ISO 8601. @throws AppError `invalid_request` for one that does not open or has expired.
 */
export async function readPfx({ pfx, passphrase }: GivenPfx, { field, now }: { field: string; now: string }): Promise<ClientCertificate> {
  const pfxField = `${field}.pfx`
  const { keys, certificates } = await bagsOf(pfx, passphrase, { pfxField, passphraseField: `${field}.passphrase` })
  const [key] = keys
  if (key === undefined) throw invalidField(pfxField, 'holds no private key', 'Export it again together with its private key.')
  const own = certificates.find((one) => one.checkPrivateKey(key))
  if (own === undefined) throw invalidField(pfxField, 'holds no certificate for its key', 'Export it again together with its certificate.')
  const chain = [own, ...certificates.filter((one) => one !== own)].map(String).join('')
  return {
    certificate: readCertificates(chain, { field: pfxField, now }),
    privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

interface Fields {
  readonly pfxField: string
  readonly passphraseField: string
}

async function bagsOf(base64: string, passphrase: string, { pfxField, passphraseField }: Fields) {
  const password = new TextEncoder().encode(passphrase).buffer
  const pfx = unopened(base64, pfxField)
  const iterations = pfx.macData?.iterations ?? 1
  if (iterations > maxIterations.mac) throw tooSlow(pfxField)
  try {
    await pfx.parseInternalValues({ password, checkIntegrity: true })
  } catch {
    throw invalidField(passphraseField, 'does not open this PFX', 'Give the passphrase that the file was exported with.')
  }
  try {
    return await openedBags(pfx, password, new BoundedCrypto(pfxField))
  } catch (error) {
    throw error instanceof AppError ? error : unreadable(pfxField)
  }
}

const unreadable = (field: string): AppError =>
  invalidField(field, 'holds no PFX that can be read', 'Give the whole file, .pfx or .p12, as it was exported.')

function unopened(base64: string, field: string): PFX {
  try {
    const pfx = PFX.fromBER(Buffer.from(base64, 'base64'))
    if (pfx.macData !== undefined) return pfx
  } catch {
    // no ASN.1, or of something else: for the person the same
  }
  throw unreadable(field)
}

async function openedBags(pfx: PFX, password: ArrayBuffer, crypto: CryptoEngine) {
  const keys: KeyObject[] = []
  const certificates: X509Certificate[] = []
  const safe = pfx.parsedValue?.authenticatedSafe
  await safe?.parseInternalValues({ safeContents: safe.safeContents.map(() => ({ password })) }, crypto)
  const contents: { readonly value: SafeContents }[] = safe?.parsedValue.safeContents ?? []
  for (const { bagValue } of contents.flatMap(({ value }) => value.safeBags)) {
    if (bagValue instanceof CertBag) certificates.push(new X509Certificate(derOf(bagValue)))
    if (bagValue instanceof PrivateKeyInfo) keys.push(keyOf(bagValue.toSchema().toBER()))
    if (bagValue instanceof PKCS8ShroudedKeyBag) {
      const { encryptionAlgorithm: contentEncryptionAlgorithm, encryptedData: encryptedContent } = bagValue
      const encryptedContentInfo = new EncryptedContentInfo({ contentEncryptionAlgorithm, encryptedContent })
      keys.push(keyOf(await crypto.decryptEncryptedContentInfo({ encryptedContentInfo, password })))
    }
  }
  return { keys, certificates }
}

function derOf({ certValue }: CertBag): Buffer {
  if (!(certValue instanceof OctetString)) throw new TypeError('of another kind than X.509')
  return Buffer.from(certValue.getValue())
}

const keyOf = (info: ArrayBuffer): KeyObject => createPrivateKey({ key: Buffer.from(info), format: 'der', type: 'pkcs8' })
