import { defineConfig } from 'drizzle-kit'

/** control.db: people, sessions, companies, keys. Makes a new migration with `npm run migrations`. */
export default defineConfig({
  dialect: 'sqlite',
  schema: './src-main/**/*.control.table.ts',
  out: './resources/migrations/control',
})
