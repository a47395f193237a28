import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './run-command.ts'

/** The program as it is started: from the sources, or as `npm run build` made it. */
export const entries = {
  source: join(root, 'src-main', 'main.node.ts'),
  built: join(root, 'out', 'main', 'main.node.js'),
} as const

export type Entry = keyof typeof entries

/**
 * The arguments of Node that the program's first line asks for, for who starts it by Node. They keep the heap small, which would
 * grow to several times its size under load, for a few percent of speed (decision 11).
 */
export const nodeArgs: readonly string[] = readFileSync(entries.source, 'utf8').split('\n', 1)[0]?.split(' ').slice(3) ?? []

export interface Ended {
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

export interface Started {
  readonly child: ChildProcess
  readonly ended: Promise<Ended>
  /** What it has printed so far. */
  readonly output: () => { readonly stdout: string; readonly stderr: string }
}

/** Starts a Node program and keeps what it prints. Its input is `input` and then its end, unless `isInputOpen`. */
export function startNode(
  args: readonly string[],
  options: { input?: string; isInputOpen?: boolean; env?: NodeJS.ProcessEnv } = {},
): Started {
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'pipe', env: { ...process.env, ...options.env } })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  // A program that ends before it has read its input is no failure of ours.
  child.stdin.on('error', () => undefined)
  if (options.isInputOpen !== true) child.stdin.end(options.input ?? '')
  const ended = new Promise<Ended>((resolve) => child.once('close', (exitCode, signal) => resolve({ exitCode, signal, stdout, stderr })))
  return { child, ended, output: () => ({ stdout, stderr }) }
}

/** Runs one command of the command line to its end. */
export const runInterlock = (args: readonly string[], options: { input?: string; entry?: Entry } = {}): Promise<Ended> =>
  startNode([entries[options.entry ?? 'source'], ...args], options).ended

/** The same for a command that must succeed. @returns what it printed. */
export async function mustRunInterlock(args: readonly string[], options: { input?: string; entry?: Entry } = {}): Promise<string> {
  const { exitCode, stdout, stderr } = await runInterlock(args, options)
  if (exitCode === 0) return stdout
  throw new Error(`interlock ${args.join(' ')} ended with ${exitCode}: ${stderr || stdout}`)
}

export interface Server extends Started {
  readonly url: string
  /** Sends the signal and waits for the end. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<Ended>
}

/** `interlock serve` on a free port unless one is given; resolves when it is ready. */
export async function startServer(options: { dataDir: string; port?: number; entry?: Entry; isDemo?: boolean }): Promise<Server> {
  const { dataDir, port = 0, entry = 'source', isDemo = false } = options
  const serve = ['serve', '--data-dir', dataDir, '--port', String(port), '--log-level', 'warn', ...(isDemo ? ['--demo'] : [])]
  const started = startNode([...nodeArgs, entries[entry], ...serve])
  const url = await readyUrl(started)
  return { ...started, url, stop: (signal = 'SIGTERM') => stop(started, signal) }
}

export function stop({ child, ended }: Started, signal: NodeJS.Signals = 'SIGTERM'): Promise<Ended> {
  child.kill(signal)
  return ended
}

/** The URL that `serve` prints when it is ready. */
export function readyUrl({ child, ended, output }: Started): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const url = /ready at (\S+)/.exec(output().stdout)?.[1]
      if (url !== undefined) resolve(url)
    }
    child.stdout?.on('data', look)
    look()
    void ended.then(({ exitCode, signal, stderr }) => reject(new Error(`interlock serve ended with ${exitCode ?? signal}: ${stderr}`)))
  })
}
