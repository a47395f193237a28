import type { Context, Middleware } from 'koa'
import koaCompress from 'koa-compress'
import { type Answer, json } from './http-answer.ts'

/** Below this a packet or two carry the answer as it is, and compressing it only costs time. Bytes, or characters. */
const minLength = 4_096

/** Whether an answer in JSON is long and its caller takes it compressed. */
export const isWorthCompressing = (context: Context, { body = '', mediaType }: Answer): boolean =>
  mediaType === json && body.length >= minLength && context.get('accept-encoding') !== ''

/** Compresses long answers with what the caller likes best of zstd, brotli and gzip. */
export function createCompression(): Middleware {
  const compress = koaCompress({ threshold: minLength })
  return (context, next) => (context.get('accept-encoding') === '' ? next() : compress(context, next))
}
