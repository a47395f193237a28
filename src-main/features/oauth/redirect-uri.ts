/**
 * Where an authorization may lead back to: `https`, `http` to a system of the plant, `http` to the loopback address of the person's own
 * machine (RFC 8252, 7.3), or an app's own scheme with a dot in its name (RFC 8252, 7.1).
 */
const loopbackHosts = new Set(['127.0.0.1', '[::1]', 'localhost'])

const isLoopback = (url: URL): boolean => url.protocol === 'http:' && loopbackHosts.has(url.hostname)

/** Why an address cannot be registered; undefined when it can. */
export function redirectUriProblem(text: string): string | undefined {
  const url = URL.parse(text)
  if (url === null || !/^[\x21-\x7e]+$/.test(text)) return 'is not an absolute address'
  if (text.includes('#')) return 'must not have a fragment'
  if (url.username !== '' || url.password !== '') return 'must not hold a user name or password'
  if (text.includes('*')) return 'must not have wildcards'
  if (isWebUri(url)) return url.hostname === '' ? 'needs a host' : undefined
  // NB: javascript:, data: and file: have no dot, and no vendor owns a scheme without one.
  return /^[a-z][a-z0-9+-]*(?:\.[a-z0-9+-]+)+:$/.test(url.protocol)
    ? undefined
    : 'must begin with https, http, or a scheme such as com.example.app'
}

export const isWebUri = (url: URL): boolean => url.protocol === 'https:' || url.protocol === 'http:'

/**
 * Whether a request may lead back to an address: character by character one of the registered ones, but for the port of a loopback
 * address, which an app only gets when it starts to listen.
 */
export function isRedirectAllowed(registered: readonly string[], given: string): boolean {
  if (registered.includes(given)) return true
  const wanted = withoutLoopbackPort(given)
  return wanted !== undefined && registered.some((uri) => withoutLoopbackPort(uri) === wanted)
}

function withoutLoopbackPort(text: string): string | undefined {
  const match = /^(http:\/\/(?:127\.0\.0\.1|\[::1\]|localhost))(?::(\d{1,5}))?((?:[/?][^#]*)?)$/.exec(text)
  if (match === null || Number(match[2] ?? 80) > 65_535) return undefined
  const url = URL.parse(text)
  return url !== null && isLoopback(url) ? `${match[1]}${match[3]}` : undefined
}
