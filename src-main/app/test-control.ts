import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateSQLiteDrizzleJson, generateSQLiteMigration } from 'drizzle-kit/api'
import { apiKeys } from '../features/api-keys/api-keys.control.table.ts'
import { companies } from '../features/companies/companies.control.table.ts'
import { companyMembers, sessions, users } from '../features/people/people.control.table.ts'
import type { Control } from '../infra/db/control.ts'
import { openDatabase } from '../infra/db/database.ts'
import { createWriteQueue } from '../infra/db/write-queue.ts'
import { isoTime } from '../lib/identity.ts'

export interface TestControl {
  readonly control: Control
  /** A second connection to the same file, as another process has it. */
  readonly openBeside: () => Control
  readonly dir: string
  readonly clock: { ms: number }
  readonly now: () => number
  /** Counted, not random: the same in every run. */
  readonly newSecret: (bytes: number) => Buffer
}

/** A real control.db with the schema of the tables as they are in the code, on a temporary folder, at a fixed time. For tests. */
export async function openTestControl(t: { onTestFinished: (run: () => void) => void }): Promise<TestControl> {
  const dir = mkdtempSync(join(tmpdir(), 'interlock-control-'))
  const file = join(dir, 'control.db')
  const clock = { ms: Date.parse('2026-11-22T08:00:00.000Z') }
  const opened: Control[] = []
  const open = (): Control => {
    const db = openDatabase(file)
    const queue = createWriteQueue({ db, file, now: () => isoTime(clock.ms), newId: (prefix) => `${prefix}_test` })
    opened.push({ db, write: queue.write })
    return { db, write: queue.write }
  }
  const control = open()
  const empty = await generateSQLiteDrizzleJson({})
  const schema = await generateSQLiteDrizzleJson({ apiKeys, companies, companyMembers, sessions, users }, empty.id)
  for (const statement of await generateSQLiteMigration(empty, schema)) control.db.$client.exec(statement)
  t.onTestFinished(() => {
    for (const { db } of opened) db.$client.close()
    rmSync(dir, { recursive: true, force: true })
  })
  let secrets = 0
  const newSecret = (bytes: number): Buffer =>
    createHash('shake256', { outputLength: bytes })
      .update(String((secrets += 1)))
      .digest()
  return { control, openBeside: open, dir, clock, now: () => clock.ms, newSecret }
}
