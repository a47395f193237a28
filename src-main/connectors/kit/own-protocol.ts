/** A call in a protocol that is not HTTP. */
export interface OwnProtocolCall<Result> {
  /** What is done, for the log: `SEND`, `VERIFY`. */
  readonly method: string
  /** `smtp://mail.example.com:587`. */
  readonly target: string
  readonly isTls: boolean
  /** What is sent, for the log; masked and cut. */
  readonly request: string
  readonly isRepeatable: boolean
  /** Does it once. `answer` is what the log keeps of the reply. @throws ConnectorFailure */
  readonly run: () => Promise<{ readonly result: Result; readonly status: number | null; readonly answer: string }>
}
