import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { runChecks } from './checks.ts'
import { root, runCommand } from './run-command.ts'

interface Tally {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/**
 * `npm test`: check, build, unit and integration tests, end-to-end tests in a real Chromium. Everything runs even when something
 * failed before; the last line counts checks and tests, `N passed, N failed`.
 */
const reportsDir = join(root, '.cache', 'test-reports')
rmSync(reportsDir, { recursive: true, force: true })
mkdirSync(reportsDir, { recursive: true })

const tallies: Tally[] = [{ skipped: 0, ...(await runChecks()) }]
const build = await runCommand('node', ['scripts/build.ts'])
tallies.push(step(build.exitCode))
tallies.push(await runVitest())
tallies.push(await runPlaywright())

const sum = (pick: (tally: Tally) => number): number => tallies.reduce((total, tally) => total + pick(tally), 0)
const failed = sum((tally) => tally.failed)
const skipped = sum((tally) => tally.skipped)
if (skipped > 0) console.log(`${skipped} skipped, for the reasons given above`)
console.log(`${sum((tally) => tally.passed)} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

function step(exitCode: number): Tally {
  return exitCode === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 }
}

async function runVitest(): Promise<Tally> {
  const report = join(reportsDir, 'vitest.json')
  const { exitCode } = await runCommand('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`])
  const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, numTodoTests = 0 } = readCounts(report)
  return orFailure(exitCode, { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests })
}

async function runPlaywright(): Promise<Tally> {
  const report = join(reportsDir, 'playwright.json')
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: report }
  const { exitCode } = await runCommand('playwright', ['test', '--reporter=list,json'], { env })
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = readCounts(report, 'stats')
  return orFailure(exitCode, { passed: expected + flaky, failed: unexpected, skipped })
}

/** A run that failed without a failed test (no browser, a file that does not load) counts as one failure. */
function orFailure(exitCode: number, tally: Tally): Tally {
  return exitCode !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally
}

function readCounts(file: string, part?: string): Readonly<Record<string, number>> {
  if (!existsSync(file)) return {}
  const report = JSON.parse(readFileSync(file, 'utf8'))
  return part === undefined ? report : report[part]
}
