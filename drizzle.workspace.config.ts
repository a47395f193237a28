import { globSync } from 'node:fs'
import { defineConfig } from 'drizzle-kit'

/** live.db and sandbox.db: every table that is not of control.db. Makes a new migration with `npm run migrations`. */
export default defineConfig({
  dialect: 'sqlite',
  schema: globSync('./src-main/**/*.table.ts').filter((path) => !path.endsWith('.control.table.ts')),
  // check-migrations.ts has drizzle-kit write elsewhere, to see whether it would.
  out: process.env['INTERLOCK_MIGRATIONS_OUT'] ?? './resources/migrations/workspace',
})
