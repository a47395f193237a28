import { type SpawnOptions, spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'

/** The repository, where every command runs. */
export const root = new URL('..', import.meta.url).pathname.replace(/^\/([A-Za-z]:)/, '$1')

export interface CommandResult {
  readonly exitCode: number
  readonly output: string
  readonly seconds: number
}

/** Runs a command to its end. With `isQuiet` its output is collected, otherwise it goes to the terminal as well. */
export function runCommand(
  command: string,
  args: readonly string[],
  options: { readonly isQuiet?: boolean; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<CommandResult> {
  const startedAt = performance.now()
  return new Promise((resolve) => {
    const child = spawn(command, args, spawnOptions(options.env))
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        output += chunk.toString()
        if (!options.isQuiet) process.stdout.write(chunk)
      })
    }
    const finish = (exitCode: number) => resolve({ exitCode, output, seconds: (performance.now() - startedAt) / 1000 })
    child.on('error', (error) => {
      output += error.message
      finish(127)
    })
    child.on('close', (code) => finish(code ?? 1))
  })
}

const spawnOptions = (env: NodeJS.ProcessEnv | undefined): SpawnOptions => ({
  cwd: root,
  stdio: ['ignore', 'pipe', 'pipe'],
  env: { ...process.env, PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${process.env['PATH']}`, ...env },
  shell: process.platform === 'win32', // npm's binaries are .cmd files there
})
