import type { MessageKind } from './message.contract.ts'
import type { MessageRow } from './messages.table.ts'

/** Messages of one line that are on their way at a time. Nobody sees in which order mails to different people go out; in chats everybody does. */
const atATime: Readonly<Record<MessageKind, number>> = { mail: 5, sms: 1, whatsapp: 1, chat: 1 }

type InLine = Pick<MessageRow, 'id' | 'kind' | 'to' | 'status' | 'place' | 'attempts' | 'isDeferred' | 'nextAttemptAt'>

/** How many that wait behind one to their recipient a look passes: thousands to one must not be gone through for each of them. */
const mostBehind = 200

interface Circumstances<Row> {
  /** On their way, by id. */
  readonly sending: ReadonlyMap<number, Row>
  /** Milliseconds since the epoch. */
  readonly now: number
}

export interface LineView<Row = MessageRow> {
  /** What goes out now. */
  readonly next: readonly Row[]
  /** When to look again, milliseconds since the epoch; undefined when nothing waits for a time. */
  readonly dueAt: number | undefined
}

/**
 * What of a line may go out now. Messages to one recipient never pass each other; a message that waits since the target is away holds the
 * whole line, and once its time has come it goes alone, to see whether the target is back.
 * @param read the line from behind a place on, in its order, a page at a time.
 */
export function lookAtLine<Row extends InLine>(
  read: (after: number) => readonly Row[],
  { sending, now }: Circumstances<Row>,
): LineView<Row> {
  const next: Row[] = []
  const times: number[] = []
  let behind = 0
  const taken = new Set([...sending.values()].flatMap(({ to }) => to))
  for (const row of wholeLine(read)) {
    if (sending.has(row.id) || row.status === 'sending') continue
    const dueAt = row.nextAttemptAt === null ? 0 : Date.parse(row.nextAttemptAt)
    const verdict = verdictOn(row, {
      isDue: dueAt <= now,
      isBehind: row.to.some((one) => taken.has(one)),
      onTheirWay: sending.size + next.length,
    })
    if (dueAt > now) times.push(dueAt)
    if (verdict === 'goes' || verdict === 'goes_alone') next.push(row)
    if (verdict === 'waits' && dueAt <= now) behind += 1
    if (verdict === 'holds' || verdict === 'goes_alone' || behind === mostBehind) break
    for (const recipient of row.to) taken.add(recipient)
  }
  return { next, dueAt: times.length === 0 ? undefined : Math.min(...times) }
}

function* wholeLine<Row extends InLine>(read: (after: number) => readonly Row[]): Generator<Row> {
  for (let page = read(0); page.length > 0; page = read(page.at(-1)?.place ?? Number.MAX_SAFE_INTEGER)) yield* page
}

interface Place {
  readonly isDue: boolean
  /** One to the same recipient is before it. */
  readonly isBehind: boolean
  readonly onTheirWay: number
}

/** `holds`: nothing behind it goes either. `goes_alone`: it shows whether the target is back. */
function verdictOn(
  { kind, attempts, isDeferred }: InLine,
  { isDue, isBehind, onTheirWay }: Place,
): 'goes' | 'goes_alone' | 'waits' | 'holds' {
  if (!isDue) return isDeferred ? 'waits' : 'holds'
  if (onTheirWay >= atATime[kind]) return 'holds'
  if (isBehind) return 'waits'
  const isProbe = attempts > 0 && !isDeferred
  if (!isProbe) return 'goes'
  return onTheirWay > 0 ? 'holds' : 'goes_alone'
}
