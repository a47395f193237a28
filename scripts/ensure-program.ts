import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const minutes = 60_000

/** Installs a Debian package where this is a Debian machine and this account may; quietly nothing elsewhere. */
export function installDebianPackage(name: string): void {
  if (!existsSync('/usr/bin/apt-get')) return
  const prefix = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  console.error(`Trying apt-get install ${name}.`)
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', name]]) {
    const [program = '', ...rest] = [...prefix, 'apt-get', ...args]
    spawnSync(program, rest, { timeout: 10 * minutes, stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
  }
}

const doesRun = (program: string): boolean => spawnSync(program, ['--version'], { timeout: minutes, stdio: 'ignore' }).status === 0

/** A program that a test runs beside Interlock: found, or installed from its Debian package. @throws one sentence where neither works. */
export function ensureProgram(program: string, debianPackage: string): string {
  if (!doesRun(program)) installDebianPackage(debianPackage)
  if (doesRun(program)) return program
  throw new Error(`This test needs ${program}, which is not here and could not be installed; install it (Debian: ${debianPackage}).`)
}
