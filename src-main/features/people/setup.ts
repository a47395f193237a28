import { AppError } from '../../lib/app-error.ts'
import { isSameSecret, tokenBytes } from './session-token.ts'

/** The one-time token with which the first owner is created from the window. It lives in memory only: a restart makes a new one. */
export interface Setup {
  /** Undefined once there is an owner. */
  readonly token: () => string | undefined
  /**
   * Runs the set-up for who has the token. A set-up that fails leaves the token good for another try; one that succeeds uses it up.
   * @throws AppError `conflict` when there is an owner or another set-up runs, `forbidden` for a wrong token.
   */
  readonly redeem: <Result>(token: string, run: () => Promise<Result>) => Promise<Result>
  readonly isNeeded: () => boolean
}

export function createSetup(options: { newSecret: (bytes: number) => Buffer; hasOwner: () => boolean }): Setup {
  const secret = options.newSecret(tokenBytes).toString('base64url')
  let isRunning = false
  // NB: an owner stays an owner, so the look-up ends with the first yes. The CLI can be the one who created it.
  let isDone = false

  function isNeeded(): boolean {
    isDone ||= options.hasOwner()
    return !isDone
  }

  async function redeem<Result>(token: string, run: () => Promise<Result>): Promise<Result> {
    if (!isNeeded() || isRunning)
      throw new AppError('conflict', 'Interlock already has an owner.', { details: { fix: 'Sign in instead.' } })
    if (!isSameSecret(token, secret)) {
      throw new AppError('forbidden', 'This is not the current set-up token.', {
        details: { field: 'token', fix: 'Open the set-up link that the server printed when it was last started.' },
      })
    }
    isRunning = true
    try {
      const result = await run()
      isDone = true
      return result
    } finally {
      isRunning = false
    }
  }

  return { token: () => (isNeeded() ? secret : undefined), redeem, isNeeded }
}
