import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { runCommand } from '../../../scripts/run-command.ts'
import { createTestApp, type TestApp } from '../../app/test-app.ts'

interface Item {
  readonly name: string
  readonly item?: readonly Item[]
}

/** Of newman's report. */
interface Run {
  readonly executions: readonly { readonly item: Item; readonly response?: unknown }[]
  readonly failures: readonly { readonly source: Item; readonly error: { readonly message: string } }[]
}

const requestsOf = (items: readonly Item[]): string[] => items.flatMap(({ name, item }) => (item === undefined ? [name] : requestsOf(item)))

/** Runs the collection from top to bottom, as a person does in Postman. */
async function runCollection(app: TestApp, key: string): Promise<{ run: Run; requests: string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'interlock-newman-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const [collection, environment, report] = ['postman.json', 'postman-environment.json', 'report.json'].map((name) => join(folder, name))
  for (const name of ['postman.json', 'postman-environment.json'])
    writeFileSync(join(folder, name), (await app.request('GET', `/api/docs/${name}`)).text)
  const options = ['--environment', String(environment), '--env-var', `api_key=${key}`]
  const reporting = ['--reporters', 'json', '--reporter-json-export', String(report)]
  const { exitCode, output } = await runCommand('newman', ['run', String(collection), ...options, ...reporting], { isQuiet: true })
  if (exitCode === 127) throw new Error('This test needs newman, which is not here; run npm install.')
  onTestFinished(({ task }) => void (task.result?.state === 'fail' && process.stderr.write(output)))
  const { run } = JSON.parse(readFileSync(String(report), 'utf8'))
  return { run, requests: requestsOf(JSON.parse(readFileSync(String(collection), 'utf8')).item) }
}

test('the Postman collection runs green from top to bottom against a fresh sandbox, within the limits of a new key', async () => {
  const app = await createTestApp({ hasDefaultLimits: true })
  const key = await app.createKey(['admin'], { environment: 'sandbox', rateLimitPerHour: 1_000 })
  const { run, requests } = await runCollection(app, key)
  expect(run.failures.map(({ source, error }) => `${source.name}: ${error.message}`)).toEqual([])
  const answered = run.executions.filter(({ response }) => response !== undefined).map(({ item }) => item.name)
  // A fresh sandbox has no alarm and no vendor, nothing was sent to its catcher, and what became of a message takes a moment.
  expect(requests.filter((name) => !answered.includes(name))).toEqual([
    expect.stringContaining('Let an event consumer fetch again'),
    expect.stringContaining('Get when a connection syncs'),
    expect.stringContaining('List conflicts'),
    expect.stringContaining('List the syncs of a connection'),
    expect.stringContaining('Begin to sign in to a vendor'),
    'Where a vendor sends people back to after they have signed in',
    'Set how often a connection syncs',
    expect.stringContaining('Have a connection do one of the things'),
    expect.stringContaining('Sync now'),
    expect.stringContaining('End what a vendor has granted'),
    expect.stringContaining('Get an attachment'),
    expect.stringContaining('Cancel a message'),
    expect.stringContaining('Say that an uncertain message'),
    expect.stringContaining('Send a message again'),
    expect.stringContaining('Get a caught request'),
    'Get an alarm',
    expect.stringContaining('Take note of an alarm'),
    expect.stringContaining('Put an active alarm out of sight'),
    expect.stringContaining('Bring a shelved alarm back'),
  ])
  expect(answered.length).toBeGreaterThan(200)
}, 300_000)

test('the Postman collection has every operation that a key of the sandbox may call', async () => {
  const app = await createTestApp()
  const { body } = await app.request('GET', '/api/docs/postman.json')
  const taking = new Set(['sign_in', 'set_up_owner', 'open_invitation', 'accept_invitation', 'get_userinfo', 'get_company_logo']) // a person, their link, a browser, a fresh installation or a logo
  const expected = app.routes.filter(
    ({ access, operationId, changesCompany }) => access !== 'signed_in' && changesCompany !== true && !taking.has(operationId),
  )
  const requests = new Set(requestsOf(body.item))
  expect(expected.map(({ summary }) => summary).filter((summary) => !requests.has(summary))).toEqual([])
})

const text = z.string().min(1)
const pair = z.strictObject({ name: text, value: z.string() })
const within = { parentId: text, name: text, description: z.string(), metaSortKey: z.number() }

/** Export format 4 of Insomnia (https://docs.insomnia.rest/insomnia/import-export-data) as far as it has what we write. */
const resource = z.discriminatedUnion('_type', [
  z.strictObject({
    _id: z.string().regex(/^wrk_/),
    _type: z.literal('workspace'),
    parentId: z.null(),
    name: text,
    scope: z.literal('collection'),
  }),
  z.strictObject({
    _id: z.string().regex(/^env_/),
    _type: z.literal('environment'),
    parentId: text,
    name: text,
    data: z.record(text, z.union([z.string(), z.number()])),
  }),
  z.strictObject({ _id: z.string().regex(/^fld_/), _type: z.literal('request_group'), ...within }),
  z.strictObject({
    _id: z.string().regex(/^req_/),
    _type: z.literal('request'),
    ...within,
    method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
    url: z.string().startsWith('{{ _.base_url }}/'),
    parameters: z.array(pair),
    headers: z.array(pair),
    body: z.union([
      z.strictObject({}),
      z.strictObject({ mimeType: z.literal('application/json'), text }),
      z.strictObject({ mimeType: z.literal('application/x-www-form-urlencoded'), params: z.array(pair) }),
    ]),
  }),
])

const insomniaExport = z.strictObject({
  _type: z.literal('export'),
  __export_format: z.literal(4),
  __export_source: text,
  resources: z.array(resource),
})

test('the Insomnia export has the shape of its format: each resource in another, each variable in the environment, each id once', async () => {
  const app = await createTestApp()
  const { resources } = insomniaExport.parse((await app.request('GET', '/api/docs/insomnia.json')).body)
  const ids = resources.map(({ _id }) => _id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(resources.filter(({ parentId }) => parentId !== null && !ids.includes(parentId))).toEqual([])
  const environment = resources.find(({ _type }) => _type === 'environment')
  const known = Object.keys(environment?._type === 'environment' ? environment.data : {})
  const used = [...JSON.stringify(resources).matchAll(/\{\{ ?(.*?) ?\}\}/g)].map(([, name = '']) => name)
  expect(used.filter((name) => !known.includes(name.replace('_.', '')) || !name.startsWith('_.'))).toEqual([])
  for (const each of resources)
    if (each._type === 'request' && 'text' in each.body) JSON.parse(each.body.text.replaceAll(/\{\{ _\.\w+ \}\}/g, '1'))
})
