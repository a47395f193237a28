import type { Context, Middleware } from 'koa'
import koaCompress from 'koa-compress'
import { type Answer, json, longBody } from './http-answer.ts'

/** Whether an answer in JSON is long and its caller takes it compressed. */
export const isWorthCompressing = (context: Context, { body = '', mediaType }: Answer): boolean =>
  mediaType === json && body.length >= longBody && context.get('accept-encoding') !== ''

/** Compresses long answers with what the caller likes best of zstd, brotli and gzip. */
export function createCompression(): Middleware {
  const compress = koaCompress({ threshold: longBody })
  return (context, next) => (context.get('accept-encoding') === '' ? next() : compress(context, next))
}
