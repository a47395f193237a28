export const json = 'application/json; charset=utf-8'

/** From here on a body is long, in bytes or characters: a shorter one goes out with its headers in a packet or two. */
export const longBody = 4_096

/** What goes over the wire as the answer to a request. */
export interface Answer {
  readonly status: number
  /** In JSON as text, or as its bytes in UTF-8. */
  readonly body: string | Uint8Array | undefined
  readonly mediaType: string
  readonly isReplay?: boolean
  /** Beside those that every answer has. */
  readonly headers?: Readonly<Record<string, string>>
}
