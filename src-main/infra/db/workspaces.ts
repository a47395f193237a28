import { dirname, join } from 'node:path'
import type { Db } from './database.ts'
import { openDatabase } from './database.ts'
import { createLogWriter, type LogWriter } from './log-writer.ts'
import { migrateWithBackup } from './migrate.ts'
import type { Environment, Workspace } from './workspace.ts'
import { createWriteQueue } from './write-queue.ts'

export interface WorkspaceRegistry {
  /** Opens a company's live and sandbox files and their logs, creating or migrating them; open ones come back as they are. */
  readonly open: (company: string) => { readonly live: Workspace; readonly sandbox: Workspace }
  readonly find: (company: string, environment: Environment) => Workspace | undefined
  readonly all: () => readonly Workspace[]
  /** Waits for queued writes and for what was given to the log, then closes the files. */
  readonly close: () => Promise<void>
}

export interface WorkspaceOptions {
  readonly dataDir: string
  /** Holds the folders `workspace` and `log`. */
  readonly migrationsDir: string
  /** `log.worker.ts` in the source, `out/main/log.worker.js` in the bundle. */
  readonly logWorker: URL
  readonly now: () => string
  readonly newId: (prefix: string) => string
  /** Called after each commit in a workspace; not for its log, which holds no events. */
  readonly onCommit: (workspace: { company: string; environment: Environment }) => void
}

const companyDir = (dataDir: string, company: string): string => join(dataDir, 'companies', company)

export function createWorkspaces(options: WorkspaceOptions): WorkspaceRegistry {
  const workspaces = new Map<string, Workspace>()
  const logWriter = createLogWriter(options.logWorker)
  const name = (company: string, environment: Environment): string => `${company}/${environment}`

  function openOne(company: string, environment: Environment): Workspace {
    const known = workspaces.get(name(company, environment))
    if (known !== undefined) return known
    const workspace = openWorkspace({ company, environment }, options, logWriter)
    workspaces.set(name(company, environment), workspace)
    return workspace
  }

  return {
    open: (company) => ({ live: openOne(company, 'live'), sandbox: openOne(company, 'sandbox') }),
    find: (company, environment) => workspaces.get(name(company, environment)),
    all: () => [...workspaces.values()],
    close: async () => {
      const open = [...workspaces.values()]
      await Promise.all(open.map((workspace) => workspace.closeWriter()))
      await logWriter.close()
      for (const { db, logDb } of open) for (const file of [db, logDb]) file.$client.close()
      workspaces.clear()
    },
  }
}

type Place = Pick<Workspace, 'company' | 'environment'>

function openWorkspace({ company, environment }: Place, options: WorkspaceOptions, logWriter: LogWriter): Workspace {
  const { now, newId } = options
  const dir = companyDir(options.dataDir, company)
  const file = join(dir, `${environment}.db`)
  const logFile = join(dir, `${environment}.log.db`)
  const db = openFile(file, 'workspace', options)
  const queue = createWriteQueue({ db, file, now, newId, onCommit: () => options.onCommit({ company, environment }) })
  return {
    company,
    environment,
    db,
    logDb: openFile(logFile, 'log', options),
    write: queue.write,
    log: logWriter.open(logFile),
    queuedWrites: queue.waiting,
    revision: queue.revision,
    closeWriter: queue.close,
    filesDir: join(dir, 'files'),
  }
}

function openFile(file: string, schema: 'workspace' | 'log', { migrationsDir, now }: WorkspaceOptions): Db {
  const db = openDatabase(file)
  migrateWithBackup({ db, file, migrationsFolder: join(migrationsDir, schema), backupsDir: join(dirname(file), 'backups'), now: now() })
  return db
}
