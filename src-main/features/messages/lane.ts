import { needsPerson } from '../../connectors/kit/failure.ts'
import { systemActor } from '../../lib/identity.ts'
import type { ConnectionRow } from '../integrations/connections.table.ts'
import { createLaneSender, type LaneSenderOptions } from './lane-sender.ts'
import { lookAtLine } from './line.ts'
import { listLine } from './messages.store.ts'
import type { MessageRow } from './messages.table.ts'
import { failLine, holdLine } from './settle.ts'

export interface LaneOptions extends LaneSenderOptions {
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** How long to wait before the disk is asked again after it refused, milliseconds. */
const afterRefusalMs = 1_000

/** Messages that are failed in one write when their connection is gone. */
const failedAtOnce = 200

/** Sends what is in the line of one connection, in its order. Everything that it must not forget is in the database. */
export function createLane(connectionId: number, options: LaneOptions) {
  const { workspace, now, report } = options
  const { db } = workspace
  const sending = new Map<number, MessageRow>()
  const background = createBackground(look, report)
  const send = createLaneSender(connectionId, options, background.isStopped)
  let isBusy = false

  function start(row: MessageRow): void {
    sending.set(row.id, row)
    background.follow(send(row).finally(() => sending.delete(row.id)))
  }

  /** Changes the line, which nobody looks at meanwhile. */
  function change(run: Parameters<typeof workspace.write>[0]): void {
    isBusy = true
    const work = workspace.write(run, { actor: systemActor }).finally(() => {
      isBusy = false
    })
    background.follow(work)
  }

  function look(): void {
    if (background.isStopped() || isBusy) return
    const [head] = listLine(db, connectionId, { after: 0, limit: 1 })
    if (head === undefined) return
    const hindrance = hindranceOf(head)
    if (hindrance === undefined) sendNext()
    else if (hindrance === 'held') hold(head)
    else if (sending.size === 0) change((tx) => failLine(tx, connectionId, failedAtOnce))
  }

  function sendNext(): void {
    const { next, dueAt } = lookAtLine((after) => listLine(db, connectionId, { after, limit: 50 }), { sending, now: now() })
    for (const row of next) start(row)
    if (dueAt !== undefined) background.lookIn(Math.max(10, dueAt - now()))
  }

  function hold({ id, status, failure }: MessageRow): void {
    if (status !== 'sending' && failure === null) change((tx) => holdLine(tx, id))
  }

  /** NB: the sandbox sends by no connection. */
  function hindranceOf(head: MessageRow): 'gone' | 'held' | undefined {
    if (workspace.environment === 'sandbox') return undefined
    const connection = options.integrations.find(workspace, head.connectionId)
    if (connection === undefined) return 'gone'
    return isHeld(connection) ? 'held' : undefined
  }

  return { look, stop: background.stop }
}

export type Lane = ReturnType<typeof createLane>

/** A person has to do something before anything goes out by it. */
const isHeld = ({ status, lastError }: ConnectionRow): boolean =>
  status === 'INACTIVE' || (status === 'ERROR' && lastError !== null && needsPerson(lastError.kind))

/** What runs by itself; after each piece of it comes a look. */
function createBackground(look: () => void, report: (error: unknown) => void) {
  const running = new Set<Promise<void>>()
  let timer: NodeJS.Timeout | undefined
  let isStopped = false

  function lookIn(waitMs: number): void {
    clearTimeout(timer)
    if (!isStopped) timer = setTimeout(look, Math.min(waitMs, 2 ** 31 - 1)).unref()
  }

  async function toItsEnd(work: Promise<unknown>): Promise<void> {
    try {
      await work
      setImmediate(look)
    } catch (error) {
      report(error)
      lookIn(afterRefusalMs)
    }
  }

  return {
    lookIn,
    follow: (work: Promise<unknown>): void => {
      const followed = toItsEnd(work).finally(() => running.delete(followed))
      running.add(followed)
    },
    isStopped: (): boolean => isStopped,
    stop: async (graceMs: number): Promise<void> => {
      isStopped = true
      clearTimeout(timer)
      await Promise.race([Promise.all(running), new Promise((resolve) => setTimeout(resolve, graceMs).unref())])
    },
  }
}
