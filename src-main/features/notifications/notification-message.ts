import type { Locale } from '../../contract/fields.ts'
import type { Wording } from '../alarms/alarm-words.contract.ts'
import { notificationWords } from './notification-words.contract.ts'
import type { MessageChannel } from './notifications.contract.ts'
import type { NotificationRow } from './notifications.table.ts'

interface Options {
  readonly channel: MessageChannel
  readonly language: Locale
  /** Of the company. */
  readonly timeZone: string
  readonly wording: Wording
}

/** What somebody is told in one message: one notification by itself, several as a list, the oldest first. */
export function composeMessage(told: readonly NotificationRow[], options: Options): { subject: string; text: string } {
  const { channel, language, timeZone, wording } = options
  const time = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone })
  const entries = told.map((row) => {
    const { title, detail } = notificationWords(row, wording)
    const headline = `${wording.text(`notifications:severity.${row.severity}`, {})}: ${title}`
    return { headline, lines: [headline, detail, time.format(Date.parse(row.createdAt))].filter((line) => line !== '') }
  })
  const [only] = entries
  const subject =
    entries.length === 1 && only !== undefined
      ? only.headline
      : wording.text('notifications:message.several', { number: wording.number(entries.length) })
  const body = entries.map(({ lines }) => lines.join('\n')).join('\n\n')
  const text = entries.length === 1 ? body : `${subject}\n\n${body}`
  return { subject, text: channel === 'chat' ? cut(text) : `${body}\n\n${wording.text('notifications:message.why', {})}\n` }
}

/** The longest that every chat takes, characters. */
const maxChat = 4_000

const cut = (text: string): string => (text.length <= maxChat ? text : `${text.slice(0, maxChat - 1)}…`)
