import { invalidField } from '../../lib/app-error.ts'
import { minPasswordLength } from './people.contract.ts'

/** What a password must not be: known to everybody who knows the person. */
export interface PasswordContext {
  /** Name on the wire, for the form. */
  readonly field: string
  readonly email: string
  readonly companyNames: readonly string[]
}

/** @throws AppError `invalid_request` that names the field. */
export function assertGoodPassword(password: string, context: PasswordContext): void {
  if ([...password].length < minPasswordLength) throw invalidField(context.field, `must have at least ${minPasswordLength} characters`)
  const obvious = [context.email, ...context.companyNames].map(plain)
  if (!obvious.includes(plain(password))) return
  throw invalidField(
    context.field,
    'must not be the e-mail address or the name of the company',
    'Use a few words that only you would put together.',
  )
}

const plain = (text: string): string => text.trim().normalize('NFKC').toLowerCase()
