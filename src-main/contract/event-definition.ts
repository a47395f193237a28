/** Who can be the cause of something: a person, an API key, an OAuth client, Interlock itself. */
export const actorTypes = ['user', 'api_key', 'oauth_client', 'system'] as const
export type ActorType = (typeof actorTypes)[number]

/** One type of event as the catalog, the docs and the pickers know it. */
export interface EventDefinition {
  /** `job.status_changed` */
  readonly event: string
  readonly recordType: string
  readonly description: string
  /** JSON schema of the payload's `data`, in wire form. */
  readonly schema: Readonly<Record<string, unknown>>
  /** A whole payload. */
  readonly example: Readonly<Record<string, unknown>>
}

/** Whether an event name is meant by a subscription: exact, `job.*`, or `*`. */
export function matchesEvent(pattern: string, event: string): boolean {
  if (pattern === '*' || pattern === event) return true
  return pattern.endsWith('.*') && event.startsWith(pattern.slice(0, -1))
}
