import { markBuilt } from './build-state.ts'
import { root, runCommand } from './run-command.ts'

/** `npm run build`: sources to out/. */
const result = await runCommand('electron-vite', ['build', '--logLevel', 'warn'])
if (result.exitCode === 0) markBuilt(root)
process.exitCode = result.exitCode
