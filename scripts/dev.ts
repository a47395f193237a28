import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createServer, loadConfigFromFile, mergeConfig } from 'vite'
import { root } from './run-command.ts'

/**
 * `npm run dev`: a seeded application that reloads. The server restarts when a source of it changes (`node --watch` runs the
 * TypeScript as it is); vite serves the window with hot replacement and hands API calls on to the server.
 */
const serverArgs = ['serve', '--demo', '--data-dir', join(root, '.data', 'dev'), ...process.argv.slice(2)]
const server = spawn(process.execPath, ['--watch', '--watch-preserve-output', join(root, 'src-main', 'main.node.ts'), ...serverArgs], {
  cwd: root,
  stdio: 'inherit',
})

const vite = await createServer(await rendererConfig())
await vite.listen()
console.log(`The window, with hot replacement: ${vite.resolvedUrls?.local[0] ?? ''}`)

/** The renderer's part of electron.vite.config.ts. */
async function rendererConfig() {
  const file = await loadConfigFromFile({ command: 'serve', mode: 'development' }, join(root, 'electron.vite.config.ts'))
  const config = file?.config as { readonly renderer?: object } | undefined // electron-vite's shape, which vite only loads
  return mergeConfig(config?.renderer ?? {}, { configFile: false, root: join(root, 'src-renderer') })
}

const stop = async (child: ChildProcess) => {
  child.kill('SIGTERM')
  await vite.close()
  process.exit(0)
}
process.on('SIGINT', () => void stop(server))
process.on('SIGTERM', () => void stop(server))
