import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { root } from './run-command.ts'

export type ElectronBinary = { readonly path: string } | { readonly whyNot: string }

const downloadTimeoutMs = 60_000

/**
 * Electron's binary, if it runs here. The package fetches it on first use, so with `mayDownload` one attempt is made a version.
 * `whyNot` completes "The desktop app does not run here: ...".
 */
export function findElectron(options: { readonly mayDownload: boolean }): ElectronBinary {
  const obstacle = obstacleHere()
  if (obstacle !== undefined) return { whyNot: obstacle }
  if (binaryPath() === undefined && options.mayDownload) downloadOnce()
  const path = binaryPath()
  if (path === undefined) return { whyNot: "Electron's binary is not installed (npx install-electron fetches it)" }
  const probe = spawnSync(path, ['-e', ''], { timeout: 20_000, env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' }, encoding: 'utf8' })
  return probe.status === 0 ? { path } : { whyNot: `Electron does not start (${firstLine(probe.stderr)})` }
}

function obstacleHere(): string | undefined {
  if (process.platform !== 'linux') return undefined
  if (!process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return 'there is no display'
  return process.getuid?.() === 0 ? 'Electron refuses to run as root' : undefined
}

const packageDir = (): string => dirname(createRequire(import.meta.url).resolve('electron/package.json'))

function binaryPath(): string | undefined {
  const pathFile = join(packageDir(), 'path.txt')
  if (!existsSync(pathFile)) return undefined
  const path = join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(packageDir(), 'dist'), readFileSync(pathFile, 'utf8'))
  return existsSync(path) ? path : undefined
}

function downloadOnce(): void {
  const attempted = join(root, 'node_modules', '.cache', 'interlock', 'electron-download-attempted')
  const version: unknown = JSON.parse(readFileSync(join(packageDir(), 'package.json'), 'utf8')).version
  if (existsSync(attempted) && readFileSync(attempted, 'utf8') === version) return
  mkdirSync(dirname(attempted), { recursive: true })
  writeFileSync(attempted, String(version))
  spawnSync(process.execPath, [join(packageDir(), 'install.js')], { timeout: downloadTimeoutMs, stdio: 'ignore' })
}

const firstLine = (text: string): string => text.trim().split('\n')[0] ?? ''
