import type { Db } from './database.ts'

/**
 * A statement that is prepared once a connection, on first use:
 * `const byId = prepared((db) => db.select().from(jobs).where(eq(jobs.id, sql.placeholder('id'))).prepare())`, then `byId(db).get({ id })`.
 */
export function prepared<Statement>(build: (db: Db) => Statement): (db: Db) => Statement {
  const statements = new WeakMap<Db, Statement>()
  return (db) => {
    const known = statements.get(db)
    if (known !== undefined) return known
    const statement = build(db)
    statements.set(db, statement)
    return statement
  }
}
