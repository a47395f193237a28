import type { Db } from './database.ts'
import type { LogFile } from './log-writer.ts'
import type { WriteQueue } from './write-queue.ts'

export type Environment = 'live' | 'sandbox'

/**
 * One company in one environment: one database file and its writer, and the file of its log. A credential resolves to a workspace and handlers get
 * that workspace, so there is no tenant column and no filter to forget.
 */
export interface Workspace {
  readonly company: string
  readonly environment: Environment
  readonly db: Db
  readonly write: WriteQueue['write']
  /** The workspace's log, in a file of its own; for reading. */
  readonly logDb: Db
  /** Writes to it, in a thread. */
  readonly log: LogFile
  /** How many writes wait for their turn. */
  readonly queuedWrites: WriteQueue['waiting']
  /** Another number after each commit that changed a record. */
  readonly revision: WriteQueue['revision']
  /** Refuses new writes and waits for the queued ones. */
  readonly closeWriter: WriteQueue['close']
  /** Folder of the company's files, content-addressed. */
  readonly filesDir: string
}
