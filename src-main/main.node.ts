#!/usr/bin/env -S node --max-semi-space-size=8 --heap-growing-percent=40
import { enableCompileCache } from 'node:module'
import { text } from 'node:stream/consumers'
import envPaths from 'env-paths'
import manifest from '../package.json' with { type: 'json' }
import { assetsOf } from './app/assets.ts'

// NB: the database driver needs it; on an older Node it would end the process without a word.
if (Number(process.versions.node.split('.')[0]) < 22) {
  process.stderr.write(`Interlock needs Node 22 or newer and this is ${process.versions.node}. Use npm start, which brings its own.\n`)
  process.exit(1)
}

// Databases, logs and keys are for this account alone.
process.umask(0o077)

// NB: before the program is loaded, or its modules would be compiled anew at every start.
enableCompileCache()
const { runProgram } = await import('./cli/run-program.ts')

await runProgram(process.argv, {
  assets: assetsOf(import.meta.url),
  version: manifest.version,
  defaultDataDir: envPaths('Interlock', { suffix: '' }).data,
  print: (line) => process.stdout.write(`${line}\n`),
  readStdin: () => text(process.stdin),
  stopped: new Promise((resolve) => {
    process.once('SIGTERM', resolve)
    process.once('SIGINT', resolve)
  }),
})
