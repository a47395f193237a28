import { chmodSync, copyFileSync, mkdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'
import { swaggerFiles } from './src-main/features/api-docs/swagger-page.ts'

const serverPaths = '^/(api|v1|health|metrics|catch)(/|\\?|$)'
const serverUrl = process.env['INTERLOCK_DEV_SERVER'] ?? 'http://127.0.0.1:4780'

/**
 * Pure JavaScript that every start needs is bundled: one file to read instead of some hundred. What is native, or starts
 * threads from files of its own, stays in node_modules.
 */
const bundledDependencies = [
  '@koa/router',
  '@koa/send',
  'commander',
  'drizzle-orm',
  'i18next',
  'ipaddr.js',
  'koa',
  'koa-helmet',
  'raw-body',
  'ulid',
  'zod',
]

/** `bin: interlock` may be executed; its first line is that of the source. */
const executableEntry = (fileName: string): Plugin => ({
  name: 'interlock:executable-entry',
  writeBundle(options, bundle) {
    if (bundle[fileName] !== undefined && options.dir !== undefined) chmodSync(join(options.dir, fileName), 0o755)
  },
})

/** `ş` as `\u015f`; what lies beyond 16 bits as its two halves. */
const escaped = (character: string): string =>
  character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')

/** One letter beyond Latin-1 makes V8 hold the whole text of a file in two bytes a character; as escapes they cost nothing. */
const asciiOnly = (): Plugin => ({
  name: 'interlock:ascii-only',
  generateBundle(_, bundle) {
    for (const file of Object.values(bundle)) if (file.type === 'chunk') file.code = file.code.replace(/\P{ASCII}/gu, escaped)
  },
})

/** Swagger UI ships as it is: it is a page of its own, beside the window. */
const withSwaggerUi = (): Plugin => ({
  name: 'interlock:swagger-ui',
  closeBundle() {
    mkdirSync('out/swagger-ui', { recursive: true })
    const from = dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/package.json')))
    for (const file of swaggerFiles) copyFileSync(join(from, file), join('out/swagger-ui', file))
  },
})

/** NB: electron-vite makes the base relative, for file:// pages; ours are served, at paths of any depth. */
const servedFromRoot = (): Plugin => ({ name: 'interlock:served-from-root', enforce: 'post', config: () => ({ base: '/' }) })

export default defineConfig({
  main: {
    plugins: [asciiOnly(), executableEntry('main.node.js'), withSwaggerUi()],
    build: {
      outDir: 'out/main',
      externalizeDeps: { exclude: bundledDependencies },
      sourcemap: true,
      rolldownOptions: {
        input: {
          'main.node': resolve('src-main/main.node.ts'),
          'main.electron': resolve('src-main/main.electron.ts'),
          'log.worker': resolve('src-main/infra/db/log.worker.ts'),
          'pdf.worker': resolve('src-main/features/invoices/pdf.worker.ts'),
        },
        checks: { eval: false }, // Koa's `depd` has one, for its own deprecation notes
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: resolve('src-preload/preload.ts') },
        // NB: a sandboxed preload cannot be an ES module.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    plugins: [react(), servedFromRoot()],
    server: {
      host: '127.0.0.1',
      port: 5173,
      fs: { allow: [resolve('.')] },
      proxy: {
        [serverPaths]: {
          target: serverUrl,
          changeOrigin: true,
          ws: true,
          // The server checks Host and Origin; to it, the page of the dev server is its own.
          headers: { origin: serverUrl },
        },
      },
    },
    build: {
      outDir: 'out/renderer',
      // The content security policy lets fonts come only from files.
      assetsInlineLimit: 0,
      rolldownOptions: { input: { index: resolve('src-renderer/index.html') } },
    },
  },
})
