import { z } from 'zod'
import { action, type ConnectorContext, defineConnector, type TestFinding } from '../kit/connector.ts'
import { line, secretKey, webAddress } from '../kit/fields.ts'
import { freeAnswer, freeRequest, headerName, sendFreeRequest } from '../kit/free-request.ts'

const config = z.strictObject({
  baseUrl: webAddress,
  authHeader: headerName.default('Authorization'),
  authPrefix: line.max(50).default('Bearer'),
  testPath: line.default('/'),
})

const credentials = z.strictObject({ key: secretKey.nullable().default(null) })

type Context = ConnectorContext<z.output<typeof config>, z.output<typeof credentials>>

/** The key, where the API wants it. */
function authHeaders({ config: { authHeader, authPrefix }, credentials: { key } }: Context): Record<string, string> {
  return key === null ? {} : { [authHeader]: authPrefix === '' ? key : `${authPrefix} ${key}` }
}

async function test(context: Context): Promise<TestFinding> {
  await context.http({ method: 'GET', path: context.config.testPath, headers: authHeaders(context), expects: 'anything' })
  return { account: null }
}

/** Any HTTP API: for what has no connector of its own. */
export const restConnector = defineConnector({
  type: 'rest',
  name: 'REST',
  category: 'generic',
  protocol: 'HTTP',
  auth: 'key',
  config,
  credentials,
  http: { baseUrl: ({ baseUrl }) => baseUrl },
  actions: {
    callApi: action({ input: freeRequest, output: freeAnswer }, (context: Context, call) =>
      sendFreeRequest(context, call, authHeaders(context)),
    ),
  },
  test,
})
