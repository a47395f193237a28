import { defineConfig } from 'drizzle-kit'

/** control.db: people, sessions, companies, keys. Makes a new migration with `npm run migrations`. */
export default defineConfig({
  dialect: 'sqlite',
  schema: './src-main/**/*.control.table.ts',
  // check-migrations.ts has drizzle-kit write elsewhere, to see whether it would.
  out: process.env['INTERLOCK_MIGRATIONS_OUT'] ?? './resources/migrations/control',
})
