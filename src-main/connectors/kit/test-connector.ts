import { onTestFinished } from 'vitest'
import { createOutboundClient } from '../../infra/outbound/outbound-client.ts'
import { type OutboundWay, plainWay } from '../../infra/outbound/outbound-way.ts'
import type { LoggedCall } from './caller.ts'
import { runTest, type TestOutcome } from './connection-test.ts'
import type { Connector } from './connector.ts'
import { createMask } from './masking.ts'
import { openConnector } from './open-connector.ts'

interface TestConnectorOptions {
  /** In the names of the code, as the form would give it. */
  readonly config: Readonly<Record<string, unknown>>
  readonly credentials?: Readonly<Record<string, unknown>>
  /** Where the vendor is in this test. */
  readonly baseUrl?: string
  readonly way?: Partial<OutboundWay>
  readonly accessToken?: () => Promise<string>
  /** In the place of a token that the vendor did not take. */
  readonly renewedToken?: (refused: string) => Promise<string>
}

export interface TestConnector {
  /** Does one of its actions. @throws ConnectorFailure */
  readonly run: (action: string, input: unknown, idempotencyKey?: string) => Promise<unknown>
  readonly test: () => Promise<TestOutcome>
  /** Each attempt, not masked. */
  readonly calls: readonly LoggedCall[]
}

/** A connector over the real outbound client, as a connection opens it; closed when the test ends. */
export function openTestConnector(connector: Connector, options: TestConnectorOptions): TestConnector {
  const outbound = createOutboundClient({ monotonicNow: () => performance.now() })
  const calls: LoggedCall[] = []
  const credentials = connector.credentials.parse(options.credentials ?? {})
  const opened = openConnector({
    connector,
    config: connector.config.parse(options.config),
    credentials,
    baseUrl: options.baseUrl ?? null,
    way: { ...plainWay, ...options.way },
    lane: 'test',
    outbound,
    userAgent: 'Interlock/test',
    mask: createMask(Object.values(credentials).filter((value) => typeof value === 'string')),
    log: (call) => void calls.push(call),
    grant: {
      accessToken: options.accessToken ?? (() => Promise.reject(new Error('this test gives no token'))),
      renewed: options.renewedToken ?? (() => Promise.reject(new Error('this test renews no token'))),
    },
    clock: { now: Date.now, monotonicNow: () => performance.now(), random: () => 0 },
  })
  onTestFinished(async () => {
    opened.close()
    await outbound.close()
  })
  return {
    run: (name, input, idempotencyKey) => {
      const action = connector.actions[name]
      if (action === undefined) throw new Error(`${connector.type} cannot ${name}`)
      const given = action.input.parse(input)
      return opened.run({ purpose: name, idempotencyKey }, async (context) =>
        action.output.parse(await action.run(context, given as never)),
      )
    },
    test: () => runTest(() => opened.run({ purpose: 'test', isTest: true }, (context) => connector.test(context)), calls),
    calls,
  }
}
