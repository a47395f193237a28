import { globSync } from 'node:fs'
import { defineConfig } from 'drizzle-kit'

/** live.db and sandbox.db: the tables that are neither of control.db nor of a log. Makes a new migration with `npm run migrations`. */
export default defineConfig({
  dialect: 'sqlite',
  schema: globSync('./src-main/**/*.table.ts').filter((path) => !/\.(control|log)\.table\.ts$/.test(path)),
  // check-migrations.ts has drizzle-kit write elsewhere, to see whether it would.
  out: process.env['INTERLOCK_MIGRATIONS_OUT'] ?? './resources/migrations/workspace',
})
