const dayMs = 86_400_000

/** Days before its end that a key is announced; 0 is the end itself. */
const noticeDays = [0, 1, 7, 30] as const

/** How long before its end a key is announced first, in milliseconds. */
export const farthestNoticeMs = 30 * dayMs

/** The notice that a key's end calls for now, the tightest one; undefined while it is far away. */
export const noticeAt = (expiresAt: string | null, now: number): number | undefined =>
  expiresAt === null ? undefined : noticeDays.find((days) => Date.parse(expiresAt) - now <= days * dayMs)

/** The notice that is due: a tighter one than the last. A server that was off for long gives one, not all that it missed. */
export function dueNotice(
  key: { readonly expiresAt: string | null; readonly expiryAnnounced: number | null },
  now: number,
): number | undefined {
  const notice = noticeAt(key.expiresAt, now)
  return notice !== undefined && notice < (key.expiryAnnounced ?? Number.POSITIVE_INFINITY) ? notice : undefined
}
