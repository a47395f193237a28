import type { Logger } from 'pino'
import { createEventBus, type EventBus } from '../events/event-bus.ts'
import type { WebhookDispatcher } from '../features/webhooks/dispatcher.ts'
import type { PayloadInRevision } from '../features/webhooks/event-revisions.ts'
import { createWebhookDispatcher } from '../features/webhooks/webhooks.worker.ts'
import type { Environment, Workspace } from '../infra/db/workspace.ts'
import type { OutboundClient } from '../infra/outbound/outbound-client.ts'
import type { CompanyWay } from '../infra/outbound/outbound-way.ts'
import type { Vault } from '../infra/vault/vault.ts'
import type { Sources } from './sources.ts'

interface Options {
  readonly sources: Sources
  readonly vault: Vault
  readonly outbound: OutboundClient
  readonly log: Logger
  readonly version: string
  readonly payloadIn: PayloadInRevision
  readonly companyWay: (company: string) => CompanyWay
}

type Place = { readonly company: string; readonly environment: Environment }

/** One event bus and one webhook dispatcher a workspace. */
export function createDispatchers(options: Options) {
  const { sources } = options
  const buses = new Map<string, EventBus>()
  const dispatchers = new Map<Workspace, WebhookDispatcher>()

  function busOf({ company, environment }: Place): EventBus {
    const name = `${company}/${environment}`
    const bus = buses.get(name) ?? createEventBus()
    buses.set(name, bus)
    return bus
  }

  function start(workspace: Workspace): void {
    if (dispatchers.has(workspace)) return
    const dispatcher = createWebhookDispatcher({
      ...options,
      workspace,
      bus: busOf(workspace),
      clock: sources,
      ids: sources,
      random: sources.random,
      companyWay: () => options.companyWay(workspace.company),
    })
    dispatchers.set(workspace, dispatcher)
    dispatcher.start()
  }

  return {
    start,
    /** There may be new events in a workspace. */
    wake: (place: Place): void => busOf(place).wake(),
    /** Calls after each commit in a workspace. */
    onWake: (place: Place, listener: () => void): (() => void) => busOf(place).onWake(listener),
    of: (workspace: Workspace): WebhookDispatcher => {
      start(workspace)
      return dispatchers.get(workspace) as WebhookDispatcher // just started
    },
    stop: async (): Promise<void> => {
      await Promise.all([...dispatchers.values()].map((dispatcher) => dispatcher.stop()))
    },
  }
}

export type Dispatchers = ReturnType<typeof createDispatchers>
