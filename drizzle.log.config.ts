import { defineConfig } from 'drizzle-kit'

/** live.log.db and sandbox.log.db. Makes a new migration with `npm run migrations`. */
export default defineConfig({
  dialect: 'sqlite',
  schema: './src-main/**/*.log.table.ts',
  // check-migrations.ts has drizzle-kit write elsewhere, to see whether it would.
  out: process.env['INTERLOCK_MIGRATIONS_OUT'] ?? './resources/migrations/log',
})
