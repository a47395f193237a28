import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { type Server, startServer } from '../../scripts/interlock-process.ts'
import { startSmtpServer } from '../connectors/smtp/test-smtp-server.ts'
import { callApi, createPlant, createPlantKey } from './test-plant.ts'

const mails = 40
const kills = 4

interface Sent {
  readonly id: number
  readonly status: string
  readonly vendor_id: string | null
}

test('mails outlive kills of the server: none is lost, none arrives twice by itself, and what may have arrived asks a person', async () => {
  // Slow, so that a kill comes while mails are on their way.
  const smtp = await startSmtpServer({ onRcptTo: (_address, _session, done) => void setTimeout(done, 40) })
  const dataDir = await createPlant()
  const key = await createPlantKey(dataDir)
  let server: Server = await startServer({ dataDir })
  const post = (path: string, body: object = {}) => callApi(server.url, key, { method: 'POST', path, body, idempotencyKey: randomUUID() })
  const list = async (): Promise<Sent[]> => (await callApi(server.url, key, { path: '/api/v1/messages?page[limit]=100&sort=id' })).body.data

  const config = { host: '127.0.0.1', port: smtp.port, security: 'none', from_address: 'plant@example.com' }
  expect((await post('/api/integrations/smtp/connect', { config })).status).toBe(201)
  for (let number = 1; number <= mails; number += 1)
    await post('/api/v1/messages', { kind: 'mail', to: [`to-${number}@example.com`], subject: `Mail ${number}`, text: 'Merhaba' })
  for (let count = 1; count <= kills; count += 1) {
    const target = Math.min(mails - 5, count * 8)
    await expect.poll(() => smtp.mails.length, { timeout: 20_000, interval: 5 }).toBeGreaterThanOrEqual(target)
    await server.stop('SIGKILL')
    server = await startServer({ dataDir })
  }
  const isSettled = ({ status }: Sent): boolean => status === 'sent' || status === 'uncertain'
  await expect.poll(async () => (await list()).filter((each) => !isSettled(each)), { timeout: 60_000 }).toEqual([])
  await sleep(200)

  const all = await list()
  expect(all).toHaveLength(mails)
  const arrived = smtp.mails.map(({ messageId }) => messageId)
  expect(new Set(arrived).size).toBe(arrived.length)
  expect(all.filter(({ status, vendor_id }) => status === 'sent' && !arrived.includes(vendor_id ?? ''))).toEqual([])
  // Five are on their way at a time; of each kill no more than these are uncertain.
  const uncertain = all.filter(({ status }) => status === 'uncertain')
  expect(uncertain.length).toBeLessThanOrEqual(kills * 5)

  // A person decides: sent again, a mail keeps its Message-ID, by which a mail server tells that it has it already.
  for (const { id } of uncertain) expect((await post(`/api/v1/messages/${id}/resend`)).status).toBe(202)
  await expect.poll(async () => (await list()).map(({ status }) => status), { timeout: 60_000 }).toEqual(all.map(() => 'sent'))
  expect(new Set(smtp.mails.map(({ subject }) => subject)).size).toBe(mails)
  expect(new Set(smtp.mails.map(({ messageId }) => messageId)).size).toBe(mails)
  await server.stop()
}, 180_000)
