import type { FailureKind } from './connector.contract.ts'

export interface FailureText {
  readonly reason: string
  readonly fix: string
}

/** A sentence and a way out for each kind of failure. */
export const failureTexts: Readonly<Record<FailureKind, FailureText>> = {
  address: {
    reason: '{{vendor}} is at an address that this company does not call.',
    fix: 'Add the address to the settings of outgoing calls, or correct the server in the connection.',
  },
  dns: {
    reason: 'The server of {{vendor}} was not found by its name.',
    fix: 'Check the name for typing errors, and that this machine reaches a name server.',
  },
  refused: {
    reason: 'The server of {{vendor}} refused the connection.',
    fix: 'Check server and port, and that no firewall is in between.',
  },
  unreachable: {
    reason: 'The server of {{vendor}} cannot be reached.',
    fix: 'Check the network and the port; firewalls often close ports 25, 465 and 587.',
  },
  proxy: {
    reason: 'The proxy did not connect to {{vendor}}.',
    fix: 'Check the proxy in the connection or in the settings of outgoing calls.',
  },
  tls: {
    reason: 'No secure connection to {{vendor}} could be made.',
    fix: 'Check the kind of encryption and the port; for a certificate of your own, add its authority to the connection.',
  },
  tls_hung: {
    reason: '{{vendor}} took the connection and never finished the TLS handshake.',
    fix: 'The port may want STARTTLS or no encryption; a proxy that inspects TLS can cause this too.',
  },
  reset: {
    reason: '{{vendor}} closed the connection without an answer.',
    fix: 'Try again; if it stays, ask who runs the server or the firewall in between.',
  },
  timeout: {
    reason: '{{vendor}} did not answer in time.',
    fix: 'Look in the log whether the request had arrived before you send it again.',
  },
  protocol: {
    reason: 'What answers at this address is not {{vendor}}.',
    fix: 'Check server and port: something else answers there.',
  },
  redirect: {
    reason: '{{vendor}} answered with another address, and redirects are not followed.',
    fix: 'Set the base URL to the address that the log shows.',
  },
  not_json: {
    reason: '{{vendor}} answered with a web page instead of data.',
    fix: 'Check the base URL; a proxy or a sign-in page of the network may be in between.',
  },
  unexpected_answer: {
    reason: '{{vendor}} answered in a way that Interlock does not know.',
    fix: 'Look at the answer in the log of the connection and report it.',
  },
  wrong_credentials: {
    reason: '{{vendor}} did not accept the credentials.',
    fix: 'Enter them again in the connection; the guide says where to find them.',
  },
  no_grant: {
    reason: 'Nobody has signed in to {{vendor}} yet.',
    fix: 'Open the connection and press Connect.',
  },
  revoked_grant: {
    reason: '{{vendor}} has ended what it had granted.',
    fix: 'Press Reconnect in the connection and sign in again; everything that uses it goes on.',
  },
  forbidden: {
    reason: '{{vendor}} does not allow this to the account of the connection.',
    fix: 'Give the account, key or app the permission that the words of the vendor name.',
  },
  not_found: {
    reason: '{{vendor}} does not know what was asked for.',
    fix: 'Check the ids and the base URL in the connection.',
  },
  rejected: {
    reason: '{{vendor}} refused the request.',
    fix: 'Correct what the words of the vendor name and send it again.',
  },
  too_large: {
    reason: 'This is too large for {{vendor}}.',
    fix: 'Send less, or a link instead of the file.',
  },
  rate_limited: {
    reason: '{{vendor}} takes no more for now: its limit is reached.',
    fix: 'Wait a moment; what waits goes out later.',
  },
  vendor_down: {
    reason: '{{vendor}} has a failure of its own.',
    fix: 'Try again later; the status page of the vendor may say more.',
  },
  resting: {
    reason: 'Several calls to {{vendor}} failed one after the other, so it is left alone for a moment.',
    fix: 'It is tried again by itself in half a minute.',
  },
  aborted: {
    reason: 'The call to {{vendor}} was stopped.',
    fix: 'Send it again; Interlock was closed or the connection was changed.',
  },
}
