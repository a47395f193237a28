import type { Db } from '../../infra/db/database.ts'

/** What a reset leaves: who receives events, who is called, what was set, and what the database knows of itself. */
const kept = [
  'webhooks',
  'webhook_catchers',
  'event_consumers',
  'connections',
  'connection_grants',
  'workspace_settings',
  'request_retention',
  'alarm_rules',
  'notification_settings',
  'search_indexes',
  '__drizzle_migrations',
]

/**
 * Tables whose numbers go on after a reset. NB: webhooks stand at a place in the event log, and deliveries on their way know their ids; with
 * numbers given out twice they would pass over new events and write into new deliveries.
 */
const countingOn = [...kept, 'events', 'webhook_deliveries', 'caught_requests', 'connection_calls', 'messages']

interface TableName {
  readonly name: string
  readonly type: 'table' | 'virtual' | 'shadow'
}

/** Empties a workspace's file. Runs in a write, so that nobody sees it half done. */
export function clearWorkspace({ $client }: Db): void {
  const tables = $client
    .prepare<[], TableName>("SELECT name, type FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'")
    .all()
  // Records refer to each other in every direction; what is checked is that nothing refers to nothing in the end.
  $client.pragma('defer_foreign_keys = ON')
  for (const { name } of tables.filter(({ name, type }) => type === 'table' && !kept.includes(name))) $client.exec(`DELETE FROM "${name}"`)
  for (const { name } of tables.filter(({ type }) => type === 'virtual'))
    $client.exec(`INSERT INTO "${name}" ("${name}") VALUES ('delete-all')`)
  $client.exec(`DELETE FROM sqlite_sequence WHERE name NOT IN (${countingOn.map((name) => `'${name}'`).join(', ')})`)
  $client.pragma('defer_foreign_keys = OFF')
}
