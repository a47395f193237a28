import { runCommand } from './run-command.ts'

interface Check {
  readonly name: string
  readonly command: readonly [string, ...string[]]
}

const sources = ['src-main', 'src-preload', 'src-renderer']

/** Fastest first. What is generated and committed is checked last; each failing check says what to run. */
const checks: readonly Check[] = [
  { name: 'format and lint', command: ['biome', 'check', '--error-on-warnings', '.'] },
  { name: 'types: core', command: ['tsc', '-p', 'tsconfig.core.json'] },
  { name: 'types: electron', command: ['tsc', '-p', 'tsconfig.electron.json'] },
  { name: 'types: renderer', command: ['tsc', '-p', 'tsconfig.renderer.json'] },
  { name: 'types: tools', command: ['tsc', '-p', 'tsconfig.tools.json'] },
  { name: 'boundaries', command: ['depcruise', '--config', '.dependency-cruiser.cjs', ...sources] },
  { name: 'unused files, exports, dependencies', command: ['knip'] },
  { name: 'locales', command: ['node', 'scripts/check-locales.ts'] },
  { name: 'openapi.json and docs/events.md', command: ['node', 'scripts/generated.ts', '--check'] },
  { name: 'openapi.json by the linter', command: ['node', 'scripts/lint-openapi.ts'] },
  { name: 'migrations match the tables', command: ['node', 'scripts/check-migrations.ts'] },
]

/** Runs all checks, prints a line for each and the output of those that fail. */
export async function runChecks(): Promise<{ passed: number; failed: number }> {
  let failed = 0
  for (const { name, command } of checks) {
    const [program, ...args] = command
    const result = await runCommand(program, args, { isQuiet: true })
    const isOk = result.exitCode === 0
    if (!isOk) failed += 1
    console.log(`${isOk ? '✓' : '✗'} ${name} (${result.seconds.toFixed(1)} s)`)
    if (!isOk) console.log(`${result.output.trimEnd()}\n`)
  }
  return { passed: checks.length - failed, failed }
}
