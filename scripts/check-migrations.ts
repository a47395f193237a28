import { cpSync, existsSync, globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root, runCommand } from './run-command.ts'

/** Whether drizzle-kit would write another migration: then a table changed without one. */
async function isUpToDate(database: string): Promise<boolean> {
  const out = mkdtempSync(join(tmpdir(), `interlock-migrations-${database}-`))
  try {
    const committed = join(root, 'resources', 'migrations', database)
    if (!existsSync(committed)) return false
    cpSync(committed, out, { recursive: true })
    const before = migrationsIn(out)
    const result = await runCommand('drizzle-kit', ['generate', '--config', `drizzle.${database}.config.ts`], {
      isQuiet: true,
      env: { INTERLOCK_MIGRATIONS_OUT: out },
    })
    if (result.exitCode !== 0) console.log(result.output)
    return result.exitCode === 0 && migrationsIn(out) === before
  } finally {
    rmSync(out, { recursive: true, force: true })
  }
}

const migrationsIn = (dir: string): number => globSync('*.sql', { cwd: dir }).length

for (const database of ['control', 'workspace', 'log']) {
  if (await isUpToDate(database)) continue
  console.log(`The tables of ${database} changed without a migration. Run: npm run migrations`)
  process.exitCode = 1
}
