import { join } from 'node:path'
import { type Logger, pino } from 'pino'

/** Names of fields whose values never reach a log. */
const secretPaths = ['password', 'secret', 'token', 'key', 'authorization', 'cookie'].flatMap((name) => [name, `*.${name}`])

/**
 * The program's log: JSON lines to `<dataDir>/logs/interlock.<n>.log`, a new file each day and at 10 MB, 14 kept.
 * At `silent` nothing is opened.
 */
export async function createLogger(options: { dataDir: string; level: string }): Promise<Logger> {
  const base = { level: options.level, redact: { paths: secretPaths, censor: '[secret]' } }
  if (options.level === 'silent') return pino(base)
  const { default: rollingFile } = await import('pino-roll')
  const stream = await rollingFile({
    file: join(options.dataDir, 'logs', 'interlock'),
    extension: '.log',
    frequency: 'daily',
    size: '10m',
    limit: { count: 14 },
    mkdir: true,
  })
  return pino(base, stream)
}
