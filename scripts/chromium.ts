import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { installDebianPackage } from './ensure-program.ts'

const minutes = 60_000

/** Places to look at, the person's own choice first. */
const candidates = (): readonly string[] => [
  chromium.executablePath(),
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ...['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => {
    const base = process.env[name]
    return base === undefined ? [] : [join(base, 'Google', 'Chrome', 'Application', 'chrome.exe')]
  }),
]

/** A Chromium that runs here, or undefined. */
export const findChromium = (): string | undefined => candidates().find(doesRun)

// NB: a downloaded Chromium may lack its system libraries, so being there is not enough.
function doesRun(path: string): boolean {
  if (!existsSync(path)) return false
  if (process.platform === 'win32') return true // chrome.exe --version opens a window instead of answering
  return spawnSync(path, ['--version'], { timeout: minutes, stdio: 'ignore' }).status === 0
}

/** Finds a Chromium, else installs one; ends the process with one sentence where neither works. */
export function ensureChromium(): string {
  const chosen = process.env['INTERLOCK_CHROMIUM']
  if (chosen !== undefined) return doesRun(chosen) ? chosen : fail(`INTERLOCK_CHROMIUM is ${chosen}, which does not run.`)
  const found = findChromium() ?? install()
  return (
    found ?? fail('There is no Chromium and none could be installed; install Chromium or Chrome, or set INTERLOCK_CHROMIUM to its path.')
  )
}

function install(): string | undefined {
  for (const attempt of [downloadPlaywrights, () => installDebianPackage('chromium')]) {
    attempt()
    const found = findChromium()
    if (found !== undefined) return found
  }
  return undefined
}

function downloadPlaywrights(): void {
  console.error("No Chromium here yet: trying Playwright's download.")
  spawnSync('npx', ['playwright', 'install', 'chromium'], {
    timeout: 5 * minutes,
    stdio: ['ignore', 'ignore', 'ignore'],
    env: { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' },
    shell: process.platform === 'win32',
  })
}

function fail(sentence: string): never {
  console.error(sentence)
  process.exit(1)
}

if (import.meta.main) console.log(ensureChromium())
