import { ConfigError } from '../app/config.ts'
import { AppError } from '../lib/app-error.ts'
import { createProgram } from './program.ts'
import type { Surroundings } from './surroundings.ts'

/** Runs the command line; what a person can mend is one sentence on stderr and exit code 1, anything else is a bug and keeps its stack. */
export async function runProgram(argv: readonly string[], surroundings: Surroundings): Promise<void> {
  try {
    await createProgram(surroundings).parseAsync(argv)
  } catch (error) {
    process.exitCode = 1
    if (error instanceof ConfigError) process.stderr.write(`${error.message}\n`)
    else if (error instanceof AppError) process.stderr.write(`${[error.message, error.details.fix].filter(Boolean).join(' ')}\n`)
    else throw error
  }
}
