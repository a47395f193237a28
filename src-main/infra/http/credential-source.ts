import type { Context } from 'koa'
import { addressOf } from './exchange.ts'
import type { CredentialSource } from './principal.ts'

/** Where a request's credential is looked for. */
export function credentialSource(context: Context): CredentialSource {
  return {
    method: context.method,
    address: addressOf(context),
    header: (name) => context.get(name),
    cookie: (name) => context.cookies.get(name),
  }
}
