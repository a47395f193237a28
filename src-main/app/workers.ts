import { createAlarmWatch } from '../features/alarms/alarms.worker.ts'
import { createExpiryWatch } from '../features/expiry/expiry.worker.ts'
import { createMessageDispatcher } from '../features/messages/messages.worker.ts'
import { createNotifier } from '../features/notifications/notifications.worker.ts'
import { listMembers } from '../features/people/people.store.ts'
import { simulatedAnswers } from '../features/sandbox/provider-simulator.ts'
import { createRenewals } from '../features/subscriptions/renewals.ts'
import { subscriptionType } from '../features/subscriptions/subscriptions.contract.ts'
import type { Workspace } from '../infra/db/workspace.ts'
import { createDueWorker, type DueWork, type DueWorker } from '../infra/workers/due-worker.ts'
import { invariant } from '../lib/assert.ts'
import { alarmMeasures } from './alarm-measures.ts'
import { expirySources } from './expiry-sources.ts'
import type { Features } from './features.ts'
import { followingIndexes } from './following-indexes.ts'
import type { Foundation } from './foundation.ts'
import { createMessengers } from './notification-ways.ts'

/** What works in a workspace by itself, beside its webhooks. */
export function createWorkers(foundation: Foundation, features: Features) {
  const { invoices, credits, declared, letterheadOf, integrations } = features
  const { control, dispatchers, sources, report } = foundation
  const workers = new Map<Workspace, readonly DueWorker[]>()
  const answers = simulatedAnswers(invoices)
  const subscriptions = declared.find(({ records }) => records.type.plural === subscriptionType.plural)
  invariant(subscriptions !== undefined, 'subscriptions are declared')
  const renewals = createRenewals(subscriptions.records)
  const measures = alarmMeasures(foundation)
  const expiries = expirySources(foundation)

  const messengerOf = createMessengers(foundation, features)

  const workOf = (workspace: Workspace, onTold: () => void): readonly DueWork[] => [
    renewals,
    createAlarmWatch({ workspace, measures }),
    createExpiryWatch({ workspace, sources: expiries }),
    createNotifier({
      workspace,
      membersOf: ({ company }) => listMembers(control.db, company),
      timeZoneOf: ({ company }) => letterheadOf(company).timeZone,
      onTold,
    }),
    ...followingIndexes.map(({ createWork }) => createWork()),
    ...(workspace.environment === 'sandbox' ? [answers] : []),
  ]

  function start(workspace: Workspace): void {
    if (workers.has(workspace)) return
    const messenger = messengerOf(workspace)
    const own = [
      messenger,
      ...workOf(workspace, messenger.wake).map((work) => createDueWorker({ workspace, clock: sources, work, report })),
      createMessageDispatcher({ workspace, integrations, now: sources.now, random: sources.random, report }),
    ]
    workers.set(workspace, own)
    for (const { wake } of own) {
      dispatchers.onWake(workspace, wake)
      wake()
    }
    credits.open(workspace).catch(report)
  }

  return {
    start,
    stop: async (): Promise<void> => {
      await Promise.all([...workers.values()].flat().map((worker) => worker.stop()))
    },
  }
}

export type Workers = ReturnType<typeof createWorkers>
