import type { Deprecated } from '../../contract/route.ts'

/** What tells a client that something is on its way out: Deprecation (RFC 9745), Sunset (RFC 8594) and where to go instead (RFC 5829). */
export const deprecationHeaders = ({ since, sunset, successor }: Deprecated): Record<string, string> => ({
  Deprecation: `@${Date.parse(since) / 1000}`,
  Sunset: new Date(sunset).toUTCString(),
  Link: `<${successor}>; rel="successor-version"`,
})
