import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { runSamples } from '../../../scripts/run-samples.ts'
import { createTestApp } from '../../app/test-app.ts'
import { createSampler } from '../../app/test-records.ts'
import { errorStatuses } from '../../contract/error-codes.ts'
import { locales } from '../../contract/fields.ts'
import { fromWire } from '../../contract/wire.ts'
import { jobType } from '../jobs/jobs.contract.ts'
import { clientMessage, serverMessage } from '../live/live.contract.ts'
import { signatureHeader } from '../webhooks/signature.ts'

const folder = new URL('../../../docs/guides/', import.meta.url)
const files = readdirSync(folder)

interface Block {
  /** `limits`, in whatever language. */
  readonly guide: string
  readonly language: string
  readonly code: string
}

/** Every piece of code of the guides once, though the same one stands in three languages; those in lists without their indentation. */
function blocksOf(language: string): Block[] {
  const all = files.flatMap((file) =>
    [...readFileSync(new URL(file, folder), 'utf8').matchAll(/^( *)```(\w*)\n(.*?)^ *```/gms)].map(
      ([, indent = '', name = '', code = '']) => ({
        guide: file.split('.')[0] ?? '',
        language: name,
        code: code.replaceAll(`\n${indent}`, '\n').slice(indent.length),
      }),
    ),
  )
  const once = new Map(all.map((block) => [JSON.stringify(block), block]))
  return [...once.values()].filter((block) => block.language === language)
}

/** What a command of a guide prints, where it is not a plain success. */
const answers: Readonly<Record<string, RegExp>> = {
  errors: /HTTP\/1\.1 404.*"code":"not_found"/s,
  limits: /x-ratelimit-limit: \d+/i,
  live: /event: ready/,
  sandbox: /"status":"queued"/,
  webhooks: /"secret":"whsec_/,
}

test('every command of the guides runs as it is written, and prints what the guide says', async () => {
  const app = await createTestApp()
  const key = await app.createKey(['admin'], { environment: 'sandbox' })
  await createSampler(app, key).createIn(jobType, 'completed')
  const client = await app.request('POST', '/api/oauth/clients', {
    key,
    body: { name: 'MES', environment: 'sandbox', grant_types: ['client_credentials'], scopes: ['jobs:read'] },
  })
  const blocks = blocksOf('sh')
  const samples = blocks.map(({ guide, code }) => ({
    name: guide,
    source: code.replaceAll('http://127.0.0.1:4780', app.url).replaceAll('live_…', key),
  }))
  const env = {
    KEY: key,
    LIVE_KEY: await app.createKey(['admin']),
    CLIENT_ID: client.body.client_id,
    CLIENT_SECRET: client.body.client_secret,
  }
  const results = await runSamples('curl', { samples, env })
  const wrong = results.filter(({ name, status, text }) => {
    const said = answers[name]
    return said === undefined ? ![200, 201].includes(status) : !said.test(text)
  })
  expect(wrong).toEqual([])
  expect(new Set(blocks.map(({ guide }) => guide)).size).toBe(files.length / locales.length)
}, 120_000)

test('the function of the webhooks guide knows a genuine delivery from a forged one', async () => {
  const [block, ...others] = blocksOf('js')
  expect([block?.guide, others]).toEqual(['webhooks', []])
  const file = join(tmpdir(), `interlock-guide-${process.pid}.mjs`)
  writeFileSync(file, String(block?.code))
  onTestFinished(() => rmSync(file))
  const { isGenuine } = await import(file)
  const body = Buffer.from('{"event":"job.completed"}')
  const header = signatureHeader(['whsec_bmV3'], { eventId: 'evt_1', body, unixSeconds: Math.floor(Date.now() / 1_000) })
  expect([
    isGenuine('whsec_bmV3', header, body),
    isGenuine('whsec_bmV3', header, Buffer.from('{}')),
    isGenuine('whsec_b2xk', header, body),
  ]).toEqual([true, false, false])
})

test('messages and bodies of the guides are JSON, those of live channels by their contract', () => {
  for (const { guide, code } of blocksOf('json')) {
    const value = JSON.parse(code)
    if (guide !== 'live') continue
    const isFromClient = ['authenticate', 'subscribe'].includes(value.type)
    const schema = isFromClient ? clientMessage : serverMessage
    expect(schema.safeParse(fromWire(schema, value)).error).toBeUndefined()
  }
})

test('links of the guides lead to guides, error codes and documents that are there', async () => {
  const app = await createTestApp()
  const links = files.flatMap((file) =>
    [...readFileSync(new URL(file, folder), 'utf8').matchAll(/\]\(([^)]+)\)/g)].map(([, href = '']) => ({ file, href })),
  )
  const isThere = async (href: string): Promise<boolean> => {
    if (href.endsWith('.md')) return files.includes(href)
    const code = /^\/api-docs\/errors\/(\w+)$/.exec(href)?.[1]
    if (code !== undefined) return code in errorStatuses
    return !href.startsWith('/api/') || (await app.request('GET', href)).status === 200
  }
  const dead = await Promise.all(links.map(async (link) => ((await isThere(link.href)) ? [] : [link])))
  expect(dead.flat()).toEqual([])
})
