#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
import { text } from 'node:stream/consumers'
import envPaths from 'env-paths'
import manifest from '../package.json' with { type: 'json' }
import { assetsOf } from './app/assets.ts'

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
