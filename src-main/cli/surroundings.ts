import type { Assets } from '../app/config.ts'

/** What an entry hands over: the process's surroundings, so that nothing below reads them itself. */
export interface Surroundings {
  readonly assets: Assets
  readonly version: string
  readonly defaultDataDir: string
  readonly print: (line: string) => void
  readonly readStdin: () => Promise<string>
  /** Resolves when the process is asked to stop. */
  readonly stopped: Promise<void>
}
