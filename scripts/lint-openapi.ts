import { readFileSync } from 'node:fs'
import { createConfig, lintFromString } from '@redocly/openapi-core'
import type { ApiDocument } from '../src-main/features/api-docs/open-api.ts'
import { toOpenApi30 } from '../src-main/features/api-docs/open-api-30.ts'

/** openapi.json by Redocly's strictest rules, as it is (3.1) and as 3.0.3. */
const mostShown = 20
const document: ApiDocument = JSON.parse(readFileSync(new URL('../openapi.json', import.meta.url), 'utf8'))
// Of two paths that could both be meant (`/integrations/test/{provider}` and `/integrations/{type}/connect`, as the seeds spell them) the one that is declared first is.
const config = await createConfig({ extends: ['recommended-strict'], rules: { 'no-ambiguous-paths': 'off' } })
for (const each of [document, toOpenApi30(document)]) {
  const name = `openapi-${each.openapi}.json`
  const problems = await lintFromString({ source: JSON.stringify(each), absoluteRef: name, config })
  for (const { ruleId, message, location } of problems.slice(0, mostShown))
    console.log(`${name} ${ruleId}: ${message} ${location[0]?.pointer}`)
  if (problems.length > 0) {
    console.log(
      "Examples follow from the schemas; where that is not enough, give the field .meta({ examples: ['…'] }) or the route an `example`.",
    )
    process.exitCode = 1
  }
}
