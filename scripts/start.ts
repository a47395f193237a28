import { spawn } from 'node:child_process'
import { isBuilt } from './build-state.ts'
import { findElectron } from './electron-binary.ts'
import { entries, nodeArgs } from './interlock-process.ts'
import { root, runCommand } from './run-command.ts'

/** `npm start`: the desktop app where Electron runs, otherwise the same application for the browser. Arguments go on to it. */
if (!isBuilt(root)) {
  console.log('Building Interlock ...')
  const build = await runCommand('node', ['scripts/build.ts'])
  if (build.exitCode !== 0) process.exit(build.exitCode)
}

const electron = findElectron({ mayDownload: true })
const args = process.argv.slice(2)
if ('whyNot' in electron) console.log(`The desktop app does not run here: ${electron.whyNot}. Serving the same application to the browser.`)
const [program, programArgs] =
  'path' in electron ? [electron.path, ['.', ...args]] : [process.execPath, [...nodeArgs, entries.built, 'serve', ...args]]

const child = spawn(program, programArgs, { cwd: root, stdio: 'inherit' })
// NB: Ctrl+C reaches the child by itself; this process only waits for it to end in order.
process.on('SIGINT', () => undefined)
process.on('SIGTERM', () => child.kill('SIGTERM'))
child.on('exit', (code) => process.exit(code ?? 0))
