import { expect, test } from 'vitest'
import { sentenceIn } from '../http/error-text.ts'
import type { AddressVerdict } from './address-verdict.ts'
import { refusal } from './guarded-connector.ts'
import { ProxyError, toOutboundError } from './outbound-error.ts'

const coded = (code: string) => Object.assign(new Error('internal'), { code })
const verdicts: Exclude<AddressVerdict, 'allowed'>[] = ['forbidden', 'public_http', 'private_http', 'private_unlisted', 'not_a_destination']
const tlsCodes = [
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REVOKED',
  'HOSTNAME_MISMATCH',
  'CERT_UNTRUSTED',
  'EPROTO_WRONG_VERSION_NUMBER',
]

const failures: Error[] = [
  ...verdicts.flatMap((verdict) => [refusal('mes.lan', '10.0.0.5', verdict), refusal('10.0.0.5', '10.0.0.5', verdict)]),
  ...tlsCodes.map(coded),
  ...['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', 'ECONNRESET'].map(coded),
  new ProxyError('The proxy proxy.lan:3128 did not connect to mes.lan:443: it answered 403.'),
]

test.each(['tr', 'id'] as const)('what failed is told in %s, and in English as it is kept', (language) => {
  const progress = [true, false].flatMap((isTls) => [true, false].map((hasAnswerBegun) => ({ isTls, hasAnswerBegun })))
  const sentences = failures.flatMap((failure) => progress.map((one) => toOutboundError(failure, one).message))
  expect(sentences.filter((sentence) => sentence === 'internal' || sentenceIn(language, sentence) === sentence)).toEqual([])
  expect(sentences.filter((sentence) => sentenceIn('en', sentence) !== sentence)).toEqual([])
  expect(sentenceIn(language, 'connect ECONNREFUSED 127.0.0.1:9')).toBe('connect ECONNREFUSED 127.0.0.1:9')
})
