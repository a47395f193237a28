import { once } from 'node:events'
import { open } from 'node:fs/promises'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { runInterlock, type Server, startServer } from '../../scripts/interlock-process.ts'
import { openLive, openSocket } from '../features/live/test-live-client.ts'
import { callApi, createDataDir, createPlant, createPlantKey, listAll } from './test-plant.ts'

/** A server that is stopped when the test ends, if it still runs. */
async function serve(dataDir: string): Promise<Server> {
  const server = await startServer({ dataDir })
  onTestFinished(() => void server.child.kill('SIGKILL'))
  return server
}

/** Overwrites the head of a file, as a failing disk might. */
async function damage(file: string): Promise<void> {
  const handle = await open(file, 'r+')
  await handle.write(Buffer.alloc(4_096, 0xa5), 0, 4_096, 0)
  await handle.close()
}

/** Sends a request's head and the first half of its body. */
async function beginRequest(url: string, key: string, body: string): Promise<{ socket: Socket; rest: string; answer: Promise<string> }> {
  const { hostname, port, host } = new URL(url)
  const socket = connect(Number(port), hostname)
  let received = ''
  socket.on('data', (chunk) => (received += chunk.toString()))
  const answer = new Promise<string>((resolve) => socket.once('close', () => resolve(received)))
  await once(socket, 'connect')
  const half = Math.floor(body.length / 2)
  socket.write(
    `POST /api/v1/customers HTTP/1.1\r\nHost: ${host}\r\nX-API-Key: ${key}\r\nContent-Type: application/json\r\nX-Idempotency-Key: late\r\nContent-Length: ${body.length}\r\n\r\n`,
  )
  socket.write(body.slice(0, half))
  await delay(150)
  return { socket, rest: body.slice(half), answer }
}

const sentence = /^[^\n]+\.\n$/

test('it prints its URL when it answers, and a one-time set-up link while it has no owner', async () => {
  const server = await serve(createDataDir())
  const health = await fetch(`${server.url}/health`)
  expect(health.status).toBe(200)
  await expect.poll(() => server.output().stdout).toMatch(/Set it up once at http:\/\/127\.0\.0\.1:\d+\/\S+\n/)
  expect((await server.stop()).exitCode).toBe(0)
})

test('it prints no set-up link once there is an owner', async () => {
  const server = await serve(await createPlant())
  const { stdout, exitCode } = await server.stop()
  expect({ stdout, exitCode }).toEqual({ stdout: `Interlock is ready at ${server.url}\n`, exitCode: 0 })
})

test('asked to stop, it finishes the request under way, keeps its write and exits with 0', async () => {
  const dataDir = await createPlant()
  const key = await createPlantKey(dataDir)
  const server = await serve(dataDir)
  const request = await beginRequest(server.url, key, JSON.stringify({ name: 'Late Customer' }))
  const ended = server.stop()
  await delay(300)
  request.socket.write(request.rest)
  expect(await request.answer).toMatch(/^HTTP\/1\.1 201 /)
  expect(await ended).toMatchObject({ exitCode: 0, stderr: '' })
  const again = await serve(dataDir)
  expect((await listAll(again.url, key, '/api/v1/customers')).map(({ name }) => name)).toEqual(['Late Customer'])
  await again.stop()
})

test('asked to stop while a client never finishes its request, it exits with 0 within five seconds', async () => {
  const dataDir = await createPlant()
  const server = await serve(dataDir)
  await beginRequest(server.url, await createPlantKey(dataDir), JSON.stringify({ name: 'Never' }))
  const startedAt = performance.now()
  expect((await server.stop()).exitCode).toBe(0)
  expect(performance.now() - startedAt).toBeLessThan(5_000)
})

test('asked to stop while clients follow, it tells each with close code 1001, ends their streams, and exits with 0', async () => {
  const dataDir = await createPlant()
  const key = await createPlantKey(dataDir)
  const server = await serve(dataDir)
  const clients = [await openLive(server.url, key), await openLive(server.url, key), await openSocket(server.url)]
  await clients[0]?.ask({ type: 'subscribe', channels: ['jobs', 'rooms/line-1'] })
  const stream = await fetch(`${server.url}/api/v1/events/stream`, { headers: { 'x-api-key': key } })
  const ended = server.stop()
  const closes = await Promise.all(clients.map(({ closed }) => closed))
  expect(closes.map(({ code }) => code)).toEqual([1001, 1001, 1001])
  expect(await stream.text()).toContain('event: ready')
  expect(await ended).toMatchObject({ exitCode: 0, stderr: '' })
})

test('a port in use is one sentence that names the option, and exit code 1', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void other.close())
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo // a TCP server has an AddressInfo
  const { exitCode, stderr } = await runInterlock(['serve', '--data-dir', createDataDir(), '--port', String(port)])
  expect(exitCode).toBe(1)
  expect(stderr).toMatch(sentence)
  expect(stderr).toContain(`--port ${port}`)
})

test('a second server on the same data folder is refused in one sentence, until the first one ends however it ends', async () => {
  const dataDir = await createPlant()
  const first = await serve(dataDir)
  const { exitCode, stderr } = await runInterlock(['serve', '--data-dir', dataDir, '--port', '0', '--log-level', 'silent'])
  expect(exitCode).toBe(1)
  expect(stderr).toMatch(/^--data-dir \S+ is in use by another Interlock\. [^\n]+\.\n$/)
  first.child.kill('SIGKILL')
  const second = await serve(dataDir)
  expect((await second.stop()).exitCode).toBe(0)
})

test.each(['control.db', 'companies/plant/live.db'])('a damaged %s is one sentence with exit code 1, and doctor names it', async (name) => {
  const dataDir = await createPlant()
  const file = join(dataDir, name)
  await damage(file)
  const { exitCode, stderr } = await runInterlock(['serve', '--data-dir', dataDir, '--port', '0', '--log-level', 'silent'])
  expect(exitCode).toBe(1)
  expect(stderr).toMatch(sentence)
  expect(stderr).toContain(`${file} is damaged`)
  const doctor = await runInterlock(['doctor', '--data-dir', dataDir, '--port', '0'])
  expect(doctor.exitCode).toBe(1)
  expect(doctor.stdout).toContain(file)
})

test('a key that the command line makes while the server runs works at once', async () => {
  const dataDir = await createPlant()
  const server = await serve(dataDir)
  const key = await createPlantKey(dataDir)
  expect((await callApi(server.url, key, { path: '/api/v1/customers' })).status).toBe(200)
  expect((await callApi(server.url, `${key.slice(0, -1)}x`, { path: '/api/v1/customers' })).status).toBe(401)
  expect((await server.stop()).exitCode).toBe(0)
})
