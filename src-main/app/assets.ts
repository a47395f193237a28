import { fileURLToPath } from 'node:url'
import type { Assets } from './config.ts'

/**
 * Where the files that ship with the program lie, seen from an entry: `src-main/main.node.ts` in a checkout, `out/main/main.node.js`
 * built. Both have `resources/` and `out/renderer/` at the project's root.
 */
export function assetsOf(entryUrl: string): Assets {
  const isBuilt = entryUrl.endsWith('.js')
  const root = new URL(isBuilt ? '../../' : '../', entryUrl)
  return {
    publicDir: fileURLToPath(new URL('out/renderer', root)),
    migrationsDir: fileURLToPath(new URL('resources/migrations', root)),
    fontsDir: fileURLToPath(new URL('resources/fonts', root)),
    localesDir: fileURLToPath(new URL('resources/locales', root)),
    swaggerDir: fileURLToPath(new URL(isBuilt ? 'out/swagger-ui' : 'node_modules/swagger-ui-dist', root)),
    logWorker: new URL(isBuilt ? './log.worker.js' : './infra/db/log.worker.ts', entryUrl),
    pdfWorker: new URL(isBuilt ? './pdf.worker.js' : './features/invoices/pdf.worker.ts', entryUrl),
  }
}
