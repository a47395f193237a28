import type { Context } from 'koa'
import type { Locale } from '../../contract/fields.ts'
import type { Exchange } from './bind.ts'

/** The caller's address; an IPv4 one in its own notation. */
export const addressOf = (context: Context): string => (context.req.socket.remoteAddress ?? '').replace(/^::ffff:/, '')

/** Origin under which the caller reached us. NB: Koa's own `origin` is the header Origin. */
export const originOf = (context: Context): string => `${context.protocol}://${context.host}`

/** NB: English first, so that it is what a caller gets who takes any language. */
const spoken: readonly Locale[] = ['en', 'tr', 'id']

/** The language of Accept-Language (RFC 9110, 12.5.4). */
export const languageOf = (context: Context): Locale => (context.acceptsLanguages(...spoken) || 'en') as Locale // one of those offered

/**
 * What a handler may know of its request, looked up when it asks: most never do.
 * NB: a class, since an object literal with getters gets a hidden class of its own each time, which fills the heap on every request.
 */
export class HttpExchange implements Exchange {
  readonly #context: Context

  constructor(context: Context) {
    this.#context = context
  }

  get requestId(): string {
    return this.#context.state['requestId']
  }

  get address(): string {
    return addressOf(this.#context)
  }

  get userAgent(): string {
    return this.#context.get('user-agent')
  }

  get origin(): string {
    return originOf(this.#context)
  }

  get language(): Locale {
    return languageOf(this.#context)
  }

  get ifMatch(): string {
    return this.#context.get('if-match')
  }

  cookie(name: string): string | undefined {
    return this.#context.cookies.get(name)
  }

  setCookie(name: string, value: string, maxAgeSeconds: number): void {
    this.#context.cookies.set(name, value, {
      httpOnly: true,
      sameSite: 'strict',
      secure: this.#context.secure,
      path: '/',
      maxAge: maxAgeSeconds * 1000,
      overwrite: true,
    })
  }

  attachment(fileName: string): void {
    this.#context.attachment(fileName)
  }
}
