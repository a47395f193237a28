/** The codes of Node's TLS and of OpenSSL that an admin can do something about, each with what it means. */
const sentences: readonly (readonly [RegExp, string])[] = [
  [/^CERT_HAS_EXPIRED$/, 'The certificate of the receiver has expired.'],
  [/^CERT_NOT_YET_VALID$/, 'The certificate of the receiver is not valid yet; check the clock of both machines.'],
  [/^CERT_REVOKED$/, 'The certificate of the receiver was revoked.'],
  [/^(?:ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH)$/, 'The certificate of the receiver is for another host than the one in the URL.'],
  [
    /^(?:DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_GET_ISSUER_CERT(?:_LOCALLY)?|UNABLE_TO_VERIFY_LEAF_SIGNATURE|CERT_UNTRUSTED)$/,
    'The certificate of the receiver is self-signed or of an authority that this machine does not know.',
  ],
  [/WRONG_VERSION_NUMBER$/, 'The receiver does not speak TLS at this port.'],
  [
    /ALERT_PROTOCOL_VERSION$|UNSUPPORTED_PROTOCOL$/,
    'The receiver speaks only versions of TLS that are not safe any more, or none that this machine has.',
  ],
  [
    // NB: with TLS 1.2 a missing client certificate and a missing common cipher are the same alert.
    /ALERT_HANDSHAKE_FAILURE$/,
    'The receiver ended the TLS handshake: it may ask for a client certificate, or share no cipher with this machine.',
  ],
]

/** What a TLS failure means in one sentence; nothing for a code that says no more than its own message. */
export const tlsSentence = (code: string): string | undefined => sentences.find(([pattern]) => pattern.test(code))?.[1]
