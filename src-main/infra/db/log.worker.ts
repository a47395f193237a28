import Database from 'better-sqlite3'
import { createLineRunner, type LogGroup, type LogLine, linesOf } from './log-lines.ts'

/** NB: imports nothing of the program but this little, for the thread would take its memory once more. */
const runners = new Map<string, (lines: Iterable<LogLine>) => void>()

/** Runs in a worker thread, which keeps the files open. */
export function writeGroup(group: LogGroup): void {
  const run = runners.get(group.file) ?? openLog(group.file)
  runners.set(group.file, run)
  run(linesOf(group))
}

function openLog(file: string): (lines: Iterable<LogLine>) => void {
  const connection = new Database(file, { timeout: 5_000, fileMustExist: true })
  // Of a log the power may take the last seconds, though never half of a group.
  connection.pragma('synchronous = NORMAL')
  connection.pragma('journal_size_limit = 67108864')
  return createLineRunner(connection)
}
