import { runChecks } from './checks.ts'

/** `npm run check`: everything that needs no running program, fastest first. */
const { failed } = await runChecks()
process.exitCode = failed === 0 ? 0 : 1
