import type { NotificationSettings, Severity } from './notifications.contract.ts'

const minuteMs = 60_000
const dayMinutes = 24 * 60

type Times = Pick<NotificationSettings, 'quietFrom' | 'quietTo' | 'digest' | 'digestAt' | 'timeZone'>

/** When somebody is to be told of a notification outside of the window: at once when it is critical, else with the next digest, and not in quiet hours. */
export function timeToTell(severity: Severity, times: Times, now: number): number {
  if (severity === 'critical') return now
  return afterQuiet(afterDigest(now, times), times)
}

function afterDigest(now: number, { digest, digestAt, timeZone }: Times): number {
  if (digest === 'off') return now
  if (digest === 'daily') return nextTimeOfDay(now, minutesOf(digestAt), timeZone)
  return now + (60 - (minuteOfDay(now, timeZone) % 60)) * minuteMs - (now % minuteMs)
}

function afterQuiet(time: number, { quietFrom, quietTo, timeZone }: Times): number {
  if (quietFrom === null || quietTo === null) return time
  const [from, to, minute] = [minutesOf(quietFrom), minutesOf(quietTo), minuteOfDay(time, timeZone)]
  const isQuiet = from <= to ? minute >= from && minute < to : minute >= from || minute < to
  return isQuiet ? nextTimeOfDay(time, to, timeZone) : time
}

const minutesOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))

function minuteOfDay(time: number, timeZone: string): number {
  const text = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(time)
  return minutesOf(text)
}

/** The next moment at which clocks in the zone show that minute of the day. NB: looked at again, for a night in which they are set. */
function nextTimeOfDay(time: number, minute: number, timeZone: string): number {
  const ahead = (minute - minuteOfDay(time, timeZone) + dayMinutes - 1) % dayMinutes
  const found = time - (time % minuteMs) + (ahead + 1) * minuteMs
  const late = (minuteOfDay(found, timeZone) - minute + dayMinutes) % dayMinutes
  const off = late > dayMinutes / 2 ? late - dayMinutes : late
  return found - off * minuteMs
}
