/** Shelves of the catalogue. */
export const connectorCategories = ['mail', 'sms', 'whatsapp', 'google', 'chat', 'generic'] as const
export type ConnectorCategory = (typeof connectorCategories)[number]

/** How a vendor knows us: a grant of OAuth 2, a key, a user name with a password, a certificate, or not at all. */
export const authKinds = ['oauth2', 'key', 'basic', 'certificate', 'none'] as const
export type AuthKind = (typeof authKinds)[number]

/**
 * Steps of a call, in their order: finding the address, connecting, TLS, the protocol (an answer that is of it), and what the vendor says.
 * A test of a connection names the one that failed.
 */
export const callSteps = ['dns', 'tcp', 'tls', 'protocol', 'vendor'] as const
export type CallStep = (typeof callSteps)[number]

/** Why a call to a vendor came to nothing. `failure.ts` has a sentence and a way out for each. */
export const failureKinds = [
  'address',
  'dns',
  'refused',
  'unreachable',
  'proxy',
  'tls',
  'tls_hung',
  'reset',
  'timeout',
  'protocol',
  'redirect',
  'not_json',
  'unexpected_answer',
  'wrong_credentials',
  'no_grant',
  'revoked_grant',
  'forbidden',
  'not_found',
  'rejected',
  'too_large',
  'rate_limited',
  'vendor_down',
  'resting',
  'aborted',
] as const
export type FailureKind = (typeof failureKinds)[number]
