import { toOutboundError } from '../../infra/outbound/outbound-error.ts'
import type { FailureKind } from '../kit/connector.contract.ts'
import { ConnectorFailure } from '../kit/failure.ts'
import type { SmtpServer } from './smtp-settings.ts'

/** What nodemailer adds to its errors (https://nodemailer.com/errors). */
interface SmtpError extends Error {
  readonly code?: string
  readonly command?: string
  /** Of Node, where `code` is nodemailer's own for it. */
  readonly originalCode?: string
  readonly responseCode?: number
  readonly response?: string
  readonly timeoutType?: string
}

/** What an error of nodemailer means. */
export function smtpFailure(error: SmtpError, security: SmtpServer['security']): ConnectorFailure {
  if (error instanceof ConnectorFailure) return error
  const { code = '', command = '', responseCode = null, response = null, timeoutType } = error
  const detail = error.message.slice(0, 500)
  const { kind, message } = toOutboundError(Object.assign(new Error(error.message), { code: error.originalCode }), {
    isTls: true,
    hasAnswerBegun: false,
  })
  if (error.originalCode !== undefined && kind === 'tls')
    return new ConnectorFailure('tls', { step: 'tls', mayHaveArrived: false, detail: message })
  const isHandshake = code === 'ETLS' || (command === 'STARTTLS' && code !== '')
  if (isHandshake) {
    return new ConnectorFailure(/timeout|in time/i.test(detail) ? 'tls_hung' : 'tls', { step: 'tls', mayHaveArrived: false, detail })
  }
  if (responseCode !== null) {
    const vendor = { status: responseCode, code: enhancedCode(response), message: response?.slice(0, 500) ?? null }
    return new ConnectorFailure(kindOf(code, responseCode, response ?? ''), { step: 'vendor', vendor, mayHaveArrived: false })
  }
  if (timeoutType === 'GREETING_TIMEOUT') {
    // A server that waits for TLS from the first byte does not greet.
    return new ConnectorFailure('timeout', {
      step: 'protocol',
      mayHaveArrived: false,
      detail: security === 'tls' ? detail : `${detail}; the port may want TLS from the beginning`,
    })
  }
  switch (code) {
    case 'EPROTOCOL':
      return new ConnectorFailure('protocol', { step: 'protocol', mayHaveArrived: false, detail })
    case 'ETIMEDOUT':
      return new ConnectorFailure('timeout', { step: 'vendor', mayHaveArrived: true, detail })
    case 'EAUTH':
    case 'ENOAUTH':
      return new ConnectorFailure('wrong_credentials', { step: 'vendor', mayHaveArrived: false, detail })
    case 'EENVELOPE':
      return new ConnectorFailure('rejected', { step: 'vendor', mayHaveArrived: false, detail })
    default:
      return new ConnectorFailure('reset', { step: 'protocol', mayHaveArrived: true, detail })
  }
}

/** RFC 3463: `5.7.8`. */
const enhancedCode = (response: string | null): string | null => /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response ?? '')?.[1] ?? null

/** By the reply (RFC 5321 4.2.3, RFC 4954 6). */
function kindOf(code: string, status: number, response: string): FailureKind {
  if (status === 454 || status === 421) return 'vendor_down'
  if (code === 'EAUTH' || [530, 534, 535, 538].includes(status)) return 'wrong_credentials'
  if (status === 552 || /\b5\.3\.4\b/.test(response)) return 'too_large'
  if (/\b4\.7\.\d|rate|too many|throttl/i.test(response) && status < 500) return 'rate_limited'
  if (status < 500) return 'vendor_down'
  return /\b5\.7\.\d\b/.test(response) ? 'forbidden' : 'rejected'
}
