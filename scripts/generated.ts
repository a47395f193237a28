import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import manifest from '../package.json' with { type: 'json' }
import errorPages from '../resources/locales/en/error-pages.json' with { type: 'json' }
import { assetsOf } from '../src-main/app/assets.ts'
import { createApp } from '../src-main/app/create-app.ts'
import { recordTypes } from '../src-main/app/record-types.ts'
import type { EventDefinition } from '../src-main/contract/event-definition.ts'
import { describeApi } from '../src-main/features/api-docs/api-document.ts'
import { shareComponents } from '../src-main/features/api-docs/share-components.ts'
import { openHeadlessVault } from '../src-main/infra/vault/headless-vault.ts'

/** Writes what is generated from the contracts and committed: openapi.json and docs/events.md. With `--check` only compares. */
const dataDir = mkdtempSync(join(tmpdir(), 'interlock-generated-'))
const app = await createApp(
  {
    dataDir,
    host: '127.0.0.1',
    port: 0,
    version: manifest.version,
    isDemo: false,
    logLevel: 'silent',
    assets: assetsOf(new URL('../src-main/main.node.ts', import.meta.url).href),
  },
  { kind: 'headless', vault: openHeadlessVault({ dataDir, keyring: undefined }) },
)
await app.close()
rmSync(dataDir, { recursive: true, force: true })

const document = shareComponents(
  describeApi({ routes: app.routes, types: recordTypes, version: manifest.version, errorTexts: errorPages.code }),
)
const generated = {
  'openapi.json': `${JSON.stringify(document, null, 2)}\n`,
  'docs/events.md': eventsPage(app.events),
}
const isCheck = process.argv.includes('--check')
for (const [name, content] of Object.entries(generated)) {
  const file = new URL(`../${name}`, import.meta.url)
  if (!isCheck) {
    writeFileSync(file, content)
  } else if (readFileSync(file, 'utf8') !== content) {
    process.stderr.write(`${name} is not what the contracts say. Run: npm run generate\n`)
    process.exitCode = 1
  }
}

function eventsPage(events: readonly EventDefinition[]): string {
  const sections = events.map(
    ({ event, description, example }) => `## \`${event}\`\n\n${description}.\n\n\`\`\`json\n${JSON.stringify(example, null, 2)}\n\`\`\`\n`,
  )
  const list = events.map(({ event, description }) => `| \`${event}\` | ${description} |`)
  return [
    '# Events\n',
    'Generated from the catalog by `npm run generate`. Every webhook gets this body, the same bytes at each attempt; `GET /api/event-types` also has the JSON schemas.\n',
    '| event | when |\n|---|---|',
    ...list,
    '',
    ...sections,
  ].join('\n')
}
