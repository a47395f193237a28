import type { Connector } from '../../connectors/kit/connector.ts'
import { failureView } from '../../connectors/kit/failure-view.ts'
import type { Locale } from '../../contract/fields.ts'
import { snakeCase, toWire } from '../../contract/wire.ts'
import { wireJsonSchema } from '../../contract/wire-schema.ts'
import type { Db } from '../../infra/db/database.ts'
import type { ConnectionView } from './connections.contract.ts'
import type { ConnectionRow } from './connections.table.ts'
import { findGrant } from './grants.store.ts'
import type { IntegrationView } from './integrations.contract.ts'
import { shownNetwork } from './network.ts'

type Description = Omit<IntegrationView, 'connections' | 'oauth'>

const described = new WeakMap<Connector, Description>()

/** A connector as callers see it; made once, since nothing of it changes. */
export function describeConnector(connector: Connector): Description {
  const known = described.get(connector)
  if (known !== undefined) return known
  const { type, name, category, protocol, auth, config, credentials, presets = {}, http, actions, sync } = connector
  const description = {
    type,
    name,
    category,
    protocol,
    auth,
    config: wireJsonSchema(config, 'input', {}),
    credentials: wireJsonSchema(credentials, 'input', {}),
    presets: Object.entries(presets).map(([id, preset]) => ({ id, name: preset.name, config: wireValues(connector, preset.config) })),
    hasBaseUrl: http !== undefined,
    sync: sync?.kind ?? null,
    actions: Object.entries(actions).map(([action, { input, output }]) => ({
      name: snakeCase(action),
      input: wireJsonSchema(input, 'input', {}),
      output: wireJsonSchema(output, 'output', {}),
    })),
  }
  described.set(connector, description)
  return description
}

const wireValues = ({ config }: Connector, values: unknown) => toWire(config, values) as Record<string, unknown> // an object in, an object out

/** A connection as callers see it, without anything secret. */
export function connectionView(
  db: Db,
  row: ConnectionRow,
  { connector, language }: { connector: Connector; language: Locale },
): ConnectionView {
  const { lastError } = row
  return {
    ...row,
    config: wireValues(connector, row.config),
    credentials: Object.fromEntries(Object.entries(row.credentialMarks).map(([name, mark]) => [snakeCase(name), mark])),
    network: shownNetwork(row.network),
    grant: (connector.oauth && findGrant(db, row.id)) ?? null,
    lastError: lastError && { at: lastError.at, ...failureView(lastError, { vendor: connector.name, language }) },
  }
}
