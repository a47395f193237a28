import { spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'

const secret = 'whsec_dGVzdA=='

async function startReceiver() {
  const file = fileURLToPath(new URL('webhook-receiver.mjs', import.meta.url))
  const child = spawn(process.execPath, [file, '--port', '0'], { env: { ...process.env, INTERLOCK_WEBHOOK_SECRET: secret } })
  onTestFinished(() => void child.kill())
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  await once(child.stdout, 'data')
  const url = /http:\S+/.exec(output)?.[0] ?? ''
  const post = async (body: string, header: string | undefined) => {
    const response = await fetch(url, { method: 'POST', body, headers: header === undefined ? {} : { 'X-Signature': header } })
    return `${response.status} ${await response.text()}`
  }
  return { post, output: () => output }
}

const signed = (body: string, { key = secret, seconds = Math.floor(Date.now() / 1000) } = {}): string =>
  `t=${seconds},v1=${createHmac('sha256', key).update(`${seconds}.${body}`).digest('hex')}`

const event = (id: string): string =>
  `{"id":"${id}","event":"job.completed","created_at":"2026-11-22T08:00:00.000Z","data":{"job":{"title":"Şase"}}}`

test('a signed event is accepted and printed, once', async () => {
  const { post, output } = await startReceiver()
  const body = event('evt_1')
  expect(await post(body, signed(body))).toBe('200 ok')
  expect(await post(body, signed(body))).toBe('200 already received')
  await expect.poll(output).toContain('received: evt_1 job.completed')
  await expect.poll(output).toContain('again: evt_1')
  expect(output()).toContain('Şase')
})

test('what is unsigned, changed, signed by another or older than five minutes is refused', async () => {
  const { post } = await startReceiver()
  const body = event('evt_1')
  const old = Math.floor(Date.now() / 1000) - 301
  expect(await post(body, undefined)).toBe('401 no signature')
  expect(await post(body, 't=now, v1=abc')).toBe('401 no signature')
  expect(await post(event('evt_2'), signed(body))).toBe('401 wrong signature')
  expect(await post(body, signed(body, { key: 'whsec_other' }))).toBe('401 wrong signature')
  expect(await post(body, signed(body, { seconds: old }))).toBe('401 too old')
  expect(await post(body, signed(body))).toBe('200 ok')
})

test('a body that is no JSON is an answer, not the end', async () => {
  const { post } = await startReceiver()
  expect(await post('hello', signed('hello'))).toBe('400 not readable')
  expect(await post(event('evt_1'), signed(event('evt_1')))).toBe('200 ok')
})
