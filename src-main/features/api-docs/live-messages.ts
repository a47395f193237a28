import { wireJsonSchema } from '../../contract/wire-schema.ts'
import { clientMessage, closeCodes, livePath, serverMessage } from '../live/live.contract.ts'

/** The messages of the WebSocket as JSON schemas, made from its contract. */
export function liveMessages(): object {
  const schemas = {}
  const client = wireJsonSchema(clientMessage, 'input', schemas)
  const server = wireJsonSchema(serverMessage, 'output', schemas)
  return { path: livePath, client, server, close_codes: closeCodes, components: { schemas } }
}
