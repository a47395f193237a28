import type { Context } from 'koa'
import type { OpenStream } from './bind.ts'
import { credentialSource } from './credential-source.ts'

/** @returns a stream of server-sent events (HTML Living Standard, 9.2), which nothing on the way may keep or gather. */
export function openStream(context: Context): OpenStream {
  const { res } = context
  const open = (): void => {
    if (res.headersSent) return
    context.respond = false
    const headers: Record<string, string> = context.state['headers']
    res.writeHead(200, {
      ...headers,
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
      'X-Content-Type-Options': 'nosniff',
    })
  }
  return {
    source: credentialSource(context),
    write: (part) => {
      open()
      res.write(part)
    },
    waiting: () => res.writableLength,
    onClose: (listener) => void res.once('close', listener),
    end: () => {
      open()
      res.end()
    },
    cut: () => void res.destroy(),
  }
}
