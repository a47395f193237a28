import { z } from 'zod'
import { action, type ConnectorContext, defineConnector, type TestFinding } from '../kit/connector.ts'
import { line, webAddress } from '../kit/fields.ts'
import { freeAnswer, freeRequest, sendFreeRequest } from '../kit/free-request.ts'
import { oauthClient } from '../kit/oauth-rules.ts'

const config = z.strictObject({
  ...oauthClient.config,
  baseUrl: webAddress,
  authorizationUrl: webAddress,
  tokenUrl: webAddress,
  revocationUrl: webAddress.nullable().default(null),
  issuer: webAddress.nullable().default(null),
  scopes: line.max(2_000).default(''),
  testPath: line.default('/'),
})

const credentials = z.strictObject(oauthClient.credentials)

type Config = z.output<typeof config>
type Context = ConnectorContext<Config, z.output<typeof credentials>>

async function test(context: Context): Promise<TestFinding> {
  await context.http({ method: 'GET', path: context.config.testPath, expects: 'anything' })
  return { account: null }
}

/** Any HTTP API whose vendor grants access by OAuth 2. */
export const restOauthConnector = defineConnector({
  type: 'rest_oauth',
  name: 'REST, OAuth 2',
  category: 'generic',
  protocol: 'HTTP',
  auth: 'oauth2',
  config,
  credentials,
  http: { baseUrl: ({ baseUrl }) => baseUrl },
  oauth: {
    provider: 'any',
    endpoints: ({ authorizationUrl, tokenUrl, revocationUrl, issuer }) => ({
      issuer: issuer ?? new URL(authorizationUrl).origin,
      authorization: authorizationUrl,
      token: tokenUrl,
      ...(revocationUrl === null ? {} : { revocation: revocationUrl }),
    }),
    scopes: ({ scopes }: Config) => scopes.split(/\s+/).filter((scope) => scope !== ''),
  },
  actions: { callApi: action({ input: freeRequest, output: freeAnswer }, (context: Context, call) => sendFreeRequest(context, call)) },
  test,
})
