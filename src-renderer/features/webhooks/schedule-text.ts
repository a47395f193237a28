const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 }

/** Waits as people write them, `5s, 5m, 30m, 2h`, in seconds; undefined when one cannot be read. */
export function parseSchedule(text: string): number[] | undefined {
  const waits = text
    .split(/[\s,;]+/)
    .filter((part) => part !== '')
    .map((part) => {
      const [, amount, unit = 's'] = /^(\d{1,6})([smhd])?$/i.exec(part) ?? []
      return amount === undefined ? Number.NaN : Number(amount) * (units[unit.toLowerCase()] ?? Number.NaN)
    })
  const isReadable = waits.length > 0 && waits.every((wait) => Number.isInteger(wait) && wait >= 1 && wait <= 7 * 86_400)
  return isReadable ? waits : undefined
}

/** Each in the largest unit that says it exactly. */
export const formatSchedule = (waits: readonly number[]): string =>
  waits
    .map((wait) => {
      const [unit, size] = Object.entries(units).findLast(([, seconds]) => wait % seconds === 0) ?? ['s', 1]
      return `${wait / size}${unit}`
    })
    .join(', ')
