export const json = 'application/json; charset=utf-8'

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
