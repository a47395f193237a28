import { join } from 'node:path'
import { type Logger, pino } from 'pino'
import { createStream } from 'rotating-file-stream'

/** Names of fields whose values never reach a log. */
const secretPaths = ['password', 'secret', 'token', 'key', 'authorization', 'cookie'].flatMap((name) => [name, `*.${name}`])

/**
 * The program's log: JSON lines to `<dataDir>/logs/interlock.log`; a new file each day and at 10 MB, of which 14 old ones are
 * kept (`interlock.<date>.<n>.log`). At `silent` nothing is opened.
 */
export function createLogger(options: { dataDir: string; level: string }): Logger {
  const base = { level: options.level, redact: { paths: secretPaths, censor: '[secret]' } }
  if (options.level === 'silent') return pino(base)
  const stream = createStream(fileName, {
    path: join(options.dataDir, 'logs'),
    interval: '1d',
    size: '10M',
    maxFiles: 14,
    initialRotation: true,
  })
  // A log that cannot be written, on a full disk for one, must not end the program.
  stream.on('error', (error) => void process.stderr.write(`The log cannot be written: ${error.message}\n`))
  return pino(base, stream)
}

/** @param index of the file within its day, from 1. */
function fileName(time: number | Date | null, index?: number): string {
  return time === null ? 'interlock.log' : `interlock.${new Date(time).toISOString().slice(0, 10)}.${index}.log`
}
