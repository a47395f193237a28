import { grants, type Scope } from '../../contract/scopes.ts'
import { AppError, invalidField } from '../../lib/app-error.ts'
import { maxChannels } from './live.contract.ts'

/** What somebody can listen to. */
export interface Channel {
  readonly name: string
  readonly kind: 'events' | 'room' | 'changes'
  /** What is needed to listen. */
  readonly scope: Scope
}

/** A record type, as its channels need it. */
export interface ChannelType {
  readonly plural: string
  /** On the wire, `production_order`. */
  readonly recordType: string
  /** `JOB` of `JOB-1042`. */
  readonly keyPrefix: string
}

export interface ChannelRules {
  readonly types: readonly ChannelType[]
  /** The lists without events that `changes/<list>` tells of, each with what is needed to read it. */
  readonly changes: ReadonlyMap<string, Scope>
}

/** What a room may be called after `rooms/`. */
const roomName = /^[A-Za-z0-9][\w.:/-]{0,99}$/

/** @throws AppError `not_found` for what is no channel. */
export function parseChannel(name: string, rules: ChannelRules): Channel {
  if (name === 'events') return { name, kind: 'events', scope: 'events:read' }
  const [first = '', ...others] = name.split('/')
  const rest = others.join('/')
  if (first === 'rooms' && roomName.test(rest)) return { name, kind: 'room', scope: 'rooms:read' }
  const scope = first === 'changes' ? rules.changes.get(rest) : undefined
  if (scope !== undefined) return { name, kind: 'changes', scope }
  const type = rules.types.find(({ plural }) => plural === first)
  const isOfType = type !== undefined && (others.length === 0 || isRecord(type, rest))
  if (isOfType) return { name, kind: 'events', scope: `${type.plural}:read` as Scope } // a record type is called like its scopes
  throw new AppError('not_found', `There is no channel "${name.slice(0, 120)}".`, {
    details: { fix: 'Use events, a record type such as jobs, one record such as jobs/1042, rooms/<name> or changes/<list>.' },
  })
}

const isRecord = ({ keyPrefix }: ChannelType, rest: string): boolean =>
  /^[1-9]\d{0,15}$/.test(rest) || (rest.startsWith(`${keyPrefix}-`) && /^[\w-]{1,40}$/.test(rest))

/** The channels that an event of a record goes out on. */
export const channelsOf = (plural: string | undefined, { recordId, recordKey }: { recordId: number; recordKey: string }): string[] =>
  plural === undefined ? ['events'] : ['events', plural, `${plural}/${recordId}`, `${plural}/${recordKey}`]

/** @throws AppError `forbidden` that names the scope. */
export function assertMay(held: readonly Scope[], { name, scope }: Pick<Channel, 'name' | 'scope'>): void {
  if (grants(held, scope)) return
  throw new AppError('forbidden', `"${name}" needs the scope ${scope}.`, {
    details: { channel: name, scope, fix: 'Use a key or an account that holds this scope.' },
  })
}

/** The channels of a list in a query, `jobs,customers/12`. @throws AppError `invalid_request` for none or too many. */
export function splitChannels(text: string): string[] {
  const names = [...new Set(text.split(',').map((name) => name.trim()))].filter((name) => name !== '')
  if (names.length > 0 && names.length <= maxChannels) return names
  throw invalidField('channels', `must name 1 to ${maxChannels} channels`)
}
