import { z } from 'zod'
import type { Connector } from '../../connectors/kit/connector.ts'
import { toWire } from '../../contract/wire.ts'
import { parseWire } from '../../infra/http/validation.ts'
import { invalidField } from '../../lib/app-error.ts'
import type { NetworkInput } from './connections.contract.ts'
import type { ConnectionRow, CredentialMarks, StoredNetwork } from './connections.table.ts'
import { plainNetwork, storedNetwork } from './network.ts'

type Values = Readonly<Record<string, unknown>>

/** A connection as it would be, its credentials in the clear. */
export interface ConnectionDraft {
  readonly config: Values
  readonly credentials: Values
  readonly network: StoredNetwork
}

/** What is given of a connection, with the names on the wire. */
export interface DraftInput {
  readonly config?: Values | undefined
  readonly credentials?: Values | undefined
  readonly network?: NetworkInput | undefined
}

interface Terms {
  readonly connector: Connector
  /** What it was before. */
  readonly before: (Pick<ConnectionRow, 'config' | 'network'> & { readonly credentials: Values }) | undefined
  readonly seal: (text: string) => string
  /** ISO 8601. */
  readonly now: string
}

/** Puts what is given on what was there; `isMoved` when it leads to somebody else, whom what was granted is not for. @throws AppError `invalid_request` that names the fields. */
export function draftOf(given: DraftInput, { connector, before, seal, now }: Terms): ConnectionDraft & { readonly isMoved: boolean } {
  const both = z.object({ config: connector.config, credentials: connector.credentials })
  const kept = before === undefined ? {} : (toWire(connector.credentials, before.credentials) as Values) // an object in, an object out
  const parsed = parseWire(both, {
    config: given.config ?? (before === undefined ? {} : toWire(connector.config, before.config)),
    credentials: withoutNulls({ ...kept, ...given.credentials }),
  }) as Pick<ConnectionDraft, 'config' | 'credentials'> // schemas of objects
  const network = storedNetwork(given.network ?? {}, before?.network ?? plainNetwork, { seal, now })
  const isMoved = before !== undefined && hasMoved(connector, before, { ...parsed, network })
  if (isMoved) assertGivenAgain(connector, before.credentials, given.credentials ?? {})
  return { ...parsed, network, isMoved }
}

const withoutNulls = (values: Values): Values => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))

type Place = Pick<ConnectionDraft, 'config' | 'network'>

/** Whom a connection leads to: whoever gets the credentials, and what was granted. */
const destinationOf = (connector: Connector, { config, network }: Place): string =>
  JSON.stringify([
    network.baseUrl ?? connector.http?.baseUrl(config) ?? config['host'],
    connector.oauth?.endpoints(config),
    connector.oauth && config['clientId'],
  ])

const hasMoved = (connector: Connector, before: Place, after: Place): boolean =>
  destinationOf(connector, before) !== destinationOf(connector, after)

/** NB: whoever names another server must not get the credentials of this one. */
function assertGivenAgain(connector: Connector, before: Values, given: Values): void {
  const wanted = Object.keys(withoutNulls(toWire(connector.credentials, before) as Values)) // an object in, an object out
  if (wanted.every((name) => Object.hasOwn(given, name))) return
  throw invalidField(
    'credentials',
    'must be entered again, since the connection leads to another server now',
    'Enter the credentials for the new server, or set the old server again.',
  )
}

/** What may be shown of credentials. NB: of a password nothing but that there is one. */
export function marksOf(connector: Connector, credentials: Values): CredentialMarks {
  const { properties = {} } = z.toJSONSchema(connector.credentials, { io: 'input' }) as { properties?: Record<string, Values> } // of an object
  return Object.fromEntries(
    Object.entries(credentials).flatMap(([name, value]) =>
      typeof value === 'string'
        ? [[name, { ending: showsEnding(properties[name]) && value.length >= longEnough ? value.slice(-4) : null }]]
        : [],
    ),
  )
}

/** Of a shorter key four characters would tell too much. */
const longEnough = 20

const showsEnding = (schema: unknown): boolean => JSON.stringify(schema ?? {}).includes('"x-shows-ending":true')

/** Every text of the credentials, for masking. */
export const secretsOf = (credentials: Values): string[] => Object.values(credentials).filter((value) => typeof value === 'string')
