import type { Socket } from 'node:net'
import type { SecureContext } from 'node:tls'
import type { z } from 'zod'
import type { AuthKind, ConnectorCategory } from './connector.contract.ts'
import type { HttpAnswer, HttpCall, VendorVerdict } from './http-call.ts'
import type { OauthRules } from './oauth-rules.ts'
import type { OwnProtocolCall } from './own-protocol.ts'
import type { ReadReceipts } from './receipt.ts'
import type { ConnectorSync } from './sync.ts'

/** What an action, a test or a sync works with: one connection, opened. */
export interface ConnectorContext<Config, Credentials> {
  readonly config: Config
  /** Where the vendor is, for what has to sign it; `http` knows it by itself. */
  readonly baseUrl: string
  /** In the clear; they go to the vendor and nowhere else. What is logged has them masked. */
  readonly credentials: Credentials
  /**
   * Calls the vendor: guarded by the company's lists, through its proxy, retried, rate-limited, logged and masked.
   * @throws ConnectorFailure for everything but a success.
   */
  readonly http: (call: HttpCall) => Promise<HttpAnswer>
  /** The same care for what speaks no HTTP: runs it, logs it, counts it. @throws ConnectorFailure */
  readonly own: <Result>(call: OwnProtocolCall<Result>) => Promise<Result>
  /** A guarded TCP connection, through the proxy of the company, for a protocol of the connector's own. @throws ConnectorFailure */
  readonly connect: (target: SocketTarget) => Promise<Socket>
  /** Whom a TLS connection of the connector's own trusts and how it shows itself; undefined for the machine's. */
  readonly secureContext: () => SecureContext | undefined
  /**
   * The token of the grant, fresh; only for `oauth2`, where `http` sends it along by itself. @param refused one that the vendor did not take,
   * for another. @throws ConnectorFailure `no_grant`, `revoked_grant`
   */
  readonly accessToken: (refused?: string) => Promise<string>
  /** Keeps something open as long as the connection stays as it is: a pool, a session. */
  readonly keep: <Kept>(name: string, open: () => Kept, close: (kept: Kept) => void) => Kept
  /** The same for each repetition of one thing to do: for vendors that take an idempotency key. */
  readonly idempotencyKey: string | undefined
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

export interface SocketTarget {
  readonly host: string
  readonly port: number
  /**
   * `tls` from the first byte, `starttls` when the connector turns it on by its protocol, `none` for what is never encrypted: then only this machine
   * and private networks are connected to.
   */
  readonly security: 'tls' | 'starttls' | 'none'
}

/** One thing that a connector can do. What goes in and comes out is checked by the schemas, in and out of the API alike. */
export interface Action<Context> {
  readonly input: z.ZodObject
  readonly output: z.ZodObject
  /** NB: a method, so that an action for one kind of context stands in a list of any. */
  run(context: Context, input: never): Promise<unknown>
}

/** Types an action by its schemas: `action({ input, output }, run)`. */
export const action = <Input extends z.ZodObject, Output extends z.ZodObject, Context>(
  schemas: { readonly input: Input; readonly output: Output },
  run: (context: Context, input: z.output<Input>) => Promise<z.input<Output>>,
): Action<Context> => ({ ...schemas, run })

/** What a successful test found out. */
export interface TestFinding {
  /** Whose account it is, as the vendor calls it. */
  readonly account: string | null
}

/**
 * A kind of vendor, whole. The form in the window comes from `config` and `credentials` (labels and hints from
 * `resources/locales/<language>/connector-<type>.json`, the mark from `resources/logos/<type>.svg`), the API from `actions`.
 */
export interface ConnectorDefinition<Config extends z.ZodObject, Credentials extends z.ZodObject> {
  /** As in paths, `ileti_merkezi`: lower case letters, digits and underscores. */
  readonly type: string
  /** What the vendor calls itself; not translated. */
  readonly name: string
  readonly category: ConnectorCategory
  /** What is spoken, for the steps of a test: `HTTP`, `SMTP`. */
  readonly protocol: string
  readonly auth: AuthKind
  /** What may be seen: server, sender, region. */
  readonly config: Config
  /** What may not: all of it is sealed and never leaves again. Fields are made by `password` and `secretKey` of fields.ts. */
  readonly credentials: Credentials
  /** Fillings of the form for well-known servers, by id; the name is the vendor's. */
  readonly presets?: Readonly<Record<string, { readonly name: string; readonly config: Partial<z.input<Config>> }>>
  /** For what speaks HTTP. */
  readonly http?: HttpRules<z.output<Config>>
  /** For `auth: 'oauth2'`; config then has `oauthClient.config` of oauth.ts, credentials `oauthClient.credentials`. */
  readonly oauth?: OauthRules<z.output<Config>>
  readonly actions: Readonly<Record<string, Action<ConnectorContext<z.output<Config>, z.output<Credentials>>>>>
  /** The vendor sends a message once, however often it comes with the same idempotency key: after a crash it goes again instead of asking a person. */
  readonly sendsOncePerKey?: true
  /** It sends SMS with the Turkish letters in 7 bits a character. */
  readonly hasTurkishSms?: true
  /** What it does by itself, by the clock: keeping records the same on both sides, storing back-ups. */
  readonly sync?: ConnectorSync<ConnectorContext<z.output<Config>, z.output<Credentials>>>
  /** For vendors that tell later what became of a message. */
  readonly receipts?: ReadReceipts
  /** Calls the vendor in a way that costs nothing and fails when an action would. @throws ConnectorFailure */
  test(context: ConnectorContext<z.output<Config>, z.output<Credentials>>): Promise<TestFinding>
}

export interface HttpRules<Config> {
  /** Where the API is unless the connection says otherwise (a gateway of the plant, a test). */
  readonly baseUrl: (config: Config) => string
  /**
   * Reads the vendor's own word on an answer: a failure that comes with status 200, a code that means more than the status, a wait that stands in
   * the body. Without it, or when it answers undefined, the status decides and usual shapes of error bodies are read.
   */
  readonly judge?: (answer: HttpAnswer) => VendorVerdict | undefined
}

/** A connector as the rest of Interlock holds it. */
// biome-ignore lint/suspicious/noExplicitAny: a list of connectors holds schemas of any kind, and only a connector's own code reads its values
export type Connector = ConnectorDefinition<any, any>

/** Declares a connector; only checks its types. */
export const defineConnector = <Config extends z.ZodObject, Credentials extends z.ZodObject>(
  definition: ConnectorDefinition<Config, Credentials>,
): ConnectorDefinition<Config, Credentials> => definition
