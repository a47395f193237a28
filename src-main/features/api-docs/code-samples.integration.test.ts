import { expect, test } from 'vitest'
import { runSamples, type Sample, type SampleLanguage, sampleLanguages } from '../../../scripts/run-samples.ts'
import type { TestApp } from '../../app/test-app.ts'
import { createFreshPlant, prepareForSamples, signIn } from '../../app/test-sample-plant.ts'
import { type ApiDocument, type Located, operationsOf } from './open-api.ts'

/** They make the installation that everything else works on. */
const first = ['get_setup', 'set_up_owner', 'sign_in']

/** They take away what others work with, in the order in which they can. */
const last = ['accept_invitation', 'revoke_token', 'reset_sandbox', 'update_api_access', 'change_password', 'sign_out_everywhere']

/** On a session of its own, which it ends. */
const ofItsOwn = 'sign_out'

const methods = ['post', 'put', 'patch', 'get', 'delete']

/** What is made or set before what is read, and that before what is deleted. */
const rank = ({ method, operation }: Located): number => {
  const place = last.indexOf(operation.operationId)
  return place >= 0 ? methods.length + place : methods.indexOf(method)
}

async function readDocument(app: TestApp) {
  const document: ApiDocument = (await app.request('GET', '/api/docs/openapi.json?version=3.1')).body
  const all = operationsOf(document)
  const sampleOf = (language: SampleLanguage, { operation }: Located): Sample => ({
    name: operation.operationId,
    source: operation['x-codeSamples']?.find(({ label }) => label === language)?.source ?? '',
  })
  const examples = all.map(({ operation }) => [operation.operationId, operation.requestBody?.content['application/json']?.example])
  const named = (names: readonly string[]): Located[] =>
    names.flatMap((name) => all.filter(({ operation }) => operation.operationId === name))
  const others = all
    .filter(({ operation }) => ![...first, ofItsOwn].includes(operation.operationId))
    .toSorted((one, other) => rank(one) - rank(other))
  return { all, named, others, sampleOf, examples: Object.fromEntries(examples) }
}

test.each(sampleLanguages)(
  'the %s sample of every operation runs as it is shown, and succeeds',
  async (language) => {
    const { app, setupToken } = await createFreshPlant()
    const { all, named, others, sampleOf, examples } = await readDocument(app)
    const run = (operations: readonly Located[], env: Record<string, string>) =>
      runSamples(language, { samples: operations.map((each) => sampleOf(language, each)), env })
    const results = await run(named(first), { SETUP_TOKEN: setupToken })
    const env = await prepareForSamples(app, examples)
    const { cookie = '', 'x-csrf-token': csrf = '' } = await signIn(app)
    results.push(...(await run(named([ofItsOwn]), { ...env, SESSION: String(cookie.split('=')[1]), CSRF: csrf })))
    results.push(...(await run(others, env)))
    const declared = new Map(all.map(({ operation }) => [operation.operationId, Object.keys(operation.responses)]))
    const failed = results.filter(({ name, status }) => status >= 300 || declared.get(name)?.includes(String(status)) !== true)
    expect(failed).toEqual([])
    expect(results.map(({ name }) => name).sort()).toEqual([...declared.keys()].sort())
  },
  300_000,
)
