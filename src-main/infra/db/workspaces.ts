import { join } from 'node:path'
import type { Db } from './database.ts'
import { openDatabase } from './database.ts'
import { migrateWithBackup } from './migrate.ts'
import type { Environment, Workspace } from './workspace.ts'
import { createWriteQueue } from './write-queue.ts'

export interface WorkspaceRegistry {
  /** Opens a company's live and sandbox files, creating or migrating them; open ones come back as they are. */
  readonly open: (company: string) => { readonly live: Workspace; readonly sandbox: Workspace }
  readonly find: (company: string, environment: Environment) => Workspace | undefined
  readonly all: () => readonly Workspace[]
  /** Waits for queued writes, then closes the files. */
  readonly close: () => Promise<void>
}

export interface WorkspaceOptions {
  readonly dataDir: string
  readonly migrationsFolder: string
  readonly now: () => string
  readonly newId: (prefix: string) => string
  /** Called after each commit in a workspace. */
  readonly onCommit: (workspace: { company: string; environment: Environment }) => void
}

const companyDir = (dataDir: string, company: string): string => join(dataDir, 'companies', company)

export function createWorkspaces(options: WorkspaceOptions): WorkspaceRegistry {
  const workspaces = new Map<string, Workspace>()
  const databases: Db[] = []
  const name = (company: string, environment: Environment): string => `${company}/${environment}`

  function openOne(company: string, environment: Environment): Workspace {
    const known = workspaces.get(name(company, environment))
    if (known !== undefined) return known
    const dir = companyDir(options.dataDir, company)
    const file = join(dir, `${environment}.db`)
    const db = openDatabase(file)
    databases.push(db)
    const { migrationsFolder, now, newId } = options
    migrateWithBackup({ db, file, migrationsFolder, backupsDir: join(dir, 'backups'), now: now() })
    const queue = createWriteQueue({ db, file, now, newId, onCommit: () => options.onCommit({ company, environment }) })
    const workspace = {
      company,
      environment,
      db,
      write: queue.write,
      queuedWrites: queue.waiting,
      revision: queue.revision,
      closeWriter: queue.close,
      filesDir: join(dir, 'files'),
    }
    workspaces.set(name(company, environment), workspace)
    return workspace
  }

  return {
    open: (company) => ({ live: openOne(company, 'live'), sandbox: openOne(company, 'sandbox') }),
    find: (company, environment) => workspaces.get(name(company, environment)),
    all: () => [...workspaces.values()],
    close: async () => {
      await Promise.all([...workspaces.values()].map((workspace) => workspace.closeWriter()))
      for (const db of databases.splice(0)) db.$client.close()
      workspaces.clear()
    },
  }
}
