import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { startNode, startServer } from '../scripts/interlock-process.ts'
import { callApi, createPlant, createPlantKey } from '../src-main/app/test-plant.ts'

const file = fileURLToPath(new URL('live-client.mjs', import.meta.url))

function startClient(url: string, key: string, channels: readonly string[]) {
  const { child, ended } = startNode([file, ...channels], { env: { INTERLOCK_URL: url, INTERLOCK_KEY: key } })
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  child.stdout?.on('data', (chunk) => {
    output += chunk
  })
  return { ended, output: () => output }
}

test('it prints what happens, and after a crash of the server what it missed', async () => {
  const dataDir = await createPlant()
  const key = await createPlantKey(dataDir)
  const first = await startServer({ dataDir })
  const { port } = new URL(first.url)
  const client = startClient(first.url, key, ['customers'])
  const says = (text: string) => expect.poll(client.output, { timeout: 30_000 }).toContain(text)
  const create = (name: string) =>
    callApi(first.url, key, { method: 'POST', path: '/api/v1/customers', body: { name }, idempotencyKey: name })
  await says('subscribed: customers')
  await create('first')
  await says('customer.created CUS-1')
  await first.stop('SIGKILL')
  const second = await startServer({ dataDir, port: Number(port) })
  try {
    await create('second')
    await says('customer.created CUS-2')
  } finally {
    await second.stop()
  }
}, 60_000)

test('it ends when its key is not good', async () => {
  const dataDir = await createPlant()
  const server = await startServer({ dataDir })
  try {
    const { exitCode, stderr } = await startClient(server.url, 'live_wrong', []).ended
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: expect.stringContaining('refused: unauthorized') })
  } finally {
    await server.stop()
  }
}, 60_000)
