import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { freePort } from './free-port.ts'

const minutes = 60_000

/** Places to look at, the person's own choice first. */
const candidates = (): readonly string[] => [
  process.env['INTERLOCK_REDIS_SERVER'] ?? '',
  '/usr/bin/redis-server',
  '/usr/local/bin/redis-server',
  '/opt/homebrew/bin/redis-server',
]

const findRedisServer = (): string | undefined =>
  candidates().find((path) => existsSync(path) && spawnSync(path, ['--version'], { timeout: minutes, stdio: 'ignore' }).status === 0)

/** Finds a redis-server, else installs Debian's; undefined, with the reason printed, where neither works. */
export function ensureRedisServer(): string | undefined {
  const found = findRedisServer() ?? installDebians()
  if (found === undefined)
    console.error('There is no redis-server and none could be installed; install Redis, or set INTERLOCK_REDIS_SERVER to its path.')
  return found
}

function installDebians(): string | undefined {
  if (!existsSync('/usr/bin/apt-get')) return undefined
  const prefix = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  console.error('No redis-server here yet: trying apt-get install redis-server.')
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'redis-server']]) {
    const [program = '', ...rest] = [...prefix, 'apt-get', ...args]
    // NB: Debian's package would start a server of its own; the tests start theirs.
    spawnSync(program, rest, {
      timeout: 5 * minutes,
      stdio: 'ignore',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
    })
  }
  return findRedisServer()
}

export interface RedisServer {
  readonly url: string
  readonly stop: () => Promise<void>
}

/** Starts a Redis that keeps nothing on disk. */
export async function startRedisServer(program: string, port?: number): Promise<RedisServer> {
  const ownPort = port ?? (await freePort())
  const args = ['--port', String(ownPort), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', '/tmp']
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  while (!output.includes('Ready to accept connections')) {
    if (child.exitCode !== null) throw new Error(`${program} ended: ${output}`)
    await delay(10)
  }
  return {
    url: `redis://127.0.0.1:${ownPort}`,
    stop: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null) return resolve()
        child.once('exit', () => resolve())
        child.kill()
      }),
  }
}
