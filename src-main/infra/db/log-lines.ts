import type { SqliteConnection } from './database.ts'

/** One run of a statement, with the values of its placeholders in their order. */
export interface LogLine {
  readonly sql: string
  readonly values: readonly unknown[]
}

/** Lines as they cross to the thread: JSON in memory that both threads see. Objects would be copied twice, and stay in the heap until then. */
export interface LogGroup {
  readonly file: string
  /** What the lines name by their place here. */
  readonly statements: readonly string[]
  readonly pages: readonly LogPage[]
}

export interface LogPage {
  /** One line each of `[place of the statement, [values]]`. */
  readonly bytes: SharedArrayBuffer
  readonly length: number
}

const lineFeed = 10

/** The lines of a group, in their order. */
export function* linesOf({ statements, pages }: LogGroup): Generator<LogLine> {
  for (const { bytes, length } of pages) {
    const text = Buffer.from(bytes, 0, length)
    for (let start = 0; start < length; ) {
      const end = text.indexOf(lineFeed, start)
      const [place, values]: [number, unknown[]] = JSON.parse(text.toString('utf8', start, end))
      yield { sql: statements[place] as string, values } // the writer names none but these
      start = end + 1
    }
  }
}

type Run = (values: readonly unknown[]) => unknown

/** Runs lines on one file, all of them or none; their statements are prepared once. */
export function createLineRunner(connection: SqliteConnection): (lines: Iterable<LogLine>) => void {
  const runs = new Map<string, Run>()

  function runOf(sql: string): Run {
    const known = runs.get(sql)
    if (known !== undefined) return known
    const statement = connection.prepare<unknown[]>(sql)
    const run: Run = (values) => statement.run(...values)
    runs.set(sql, run)
    return run
  }

  const runAll = connection.transaction((lines: Iterable<LogLine>) => {
    for (const { sql, values } of lines) runOf(sql)(values)
  })
  return (lines) => runAll.immediate(lines)
}
