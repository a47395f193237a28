import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { freePort } from './free-port.ts'
import { mustRunInterlock, type Server, type Started, startNode, startServer, stop } from './interlock-process.ts'
import { root } from './run-command.ts'

/**
 * `npm run demo`: the main job from beginning to end in a fresh data folder, with the programs of examples/: a system on the LAN creates and
 * completes a job, another one receives its signed webhooks, and the proforma invoice is saved. Exits with 1 when a step fails.
 */

/** What the client's work must have sent. */
const expectedEvents = [
  'job.created',
  ...Array(3).fill('job.status_changed'),
  'job.completed',
  'invoice.created',
  'job.status_changed',
].sort()

const dir = mkdtempSync(join(tmpdir(), 'interlock-demo-'))
const dataDir = join(dir, 'data')
const running: Started[] = []
let stepNumber = 0

try {
  await runDemo()
  console.log(`\nAll of it worked. Everything is kept in ${dir}`)
} catch (error) {
  console.error(`\nThe demo failed: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
} finally {
  await Promise.all(running.map((process) => stop(process)))
}

async function runDemo(): Promise<void> {
  step('Create the company and its owner')
  const init = ['init', '--data-dir', dataDir, '--company', 'Öztürk Makina', '--email', 'ayse@ozturkmakina.example', '--password-stdin']
  show(await mustRunInterlock(init, { input: 'correct horse battery staple\n' }))

  const server = await startInterlock()
  const adminKey = await createKey('admin of the demo', 'admin')
  const lanKey = await createKey('MES gateway', 'write')

  const receiver = await startReceiver(server, adminKey)
  await runClient(server, lanKey)
  await checkReceived(receiver)
}

async function startInterlock(): Promise<Server> {
  step('Start the server')
  const server = await startServer({ dataDir })
  running.push(server)
  show(server.output().stdout)
  return server
}

async function createKey(name: string, scopes: string): Promise<string> {
  step(`Create an API key with the scope ${scopes}, while the server runs`)
  const about = ['--company', 'ozturk-makina', '--env', 'live', '--name', name, '--scopes', scopes, '--json']
  const { key, ...shown } = JSON.parse(await mustRunInterlock(['key', 'create', '--data-dir', dataDir, ...about]))
  show(JSON.stringify({ ...shown, key: `${key.slice(0, 12)}…` }))
  return key
}

/** NB: the receiver needs the secret that only the registration gives, and the registration an address: the port is chosen before. */
async function startReceiver(server: Server, adminKey: string): Promise<Started> {
  step('Register a webhook for every event of jobs and invoices')
  const port = await freePort()
  const webhook = await post(server, '/api/webhooks', adminKey, {
    name: 'Second system',
    url: `http://127.0.0.1:${port}/`,
    events: ['job.*', 'invoice.*'],
  })
  show(JSON.stringify({ id: webhook.id, url: webhook.url, events: webhook.events, secret: `${webhook.secret.slice(0, 10)}…` }))

  step('Start examples/webhook-receiver.mjs with its secret, and send it a test event')
  const env = { INTERLOCK_WEBHOOK_SECRET: webhook.secret }
  const receiver = startNode([join(root, 'examples', 'webhook-receiver.mjs'), '--port', String(port)], { env })
  running.push(receiver)
  await waitFor(() => receiver.output().stdout.includes('listening on'), 'the receiver listens')
  const delivery = await post(server, `/api/webhooks/${webhook.id}/test`, adminKey)
  const [attempt] = delivery.attempts
  show(`${delivery.event_type} ${delivery.status}: answered ${attempt.response.status} "${attempt.response.body}"`)
  show(`X-Signature: ${attempt.request.headers['X-Signature']}`)
  return receiver
}

async function runClient(server: Server, key: string): Promise<void> {
  step('Run examples/lan-client.mjs')
  const env = { INTERLOCK_URL: server.url, INTERLOCK_KEY: key, INTERLOCK_OUT: dir }
  const { exitCode, stdout, stderr } = await startNode([join(root, 'examples', 'lan-client.mjs')], { env }).ended
  show(stdout)
  if (exitCode !== 0) throw new Error(`lan-client.mjs ended with ${exitCode}: ${stderr}`)
}

async function checkReceived(receiver: Started): Promise<void> {
  step('What the receiver has verified')
  const received = (): string[] =>
    [...receiver.output().stdout.matchAll(/^received: (\S+) (\S+)/gm)].map(([, id, event]) => `${event}  ${id}`)
  const work = (): string[] => received().filter((line) => !line.startsWith('webhook.test'))
  await waitFor(() => work().length >= expectedEvents.length, 'every event arrives')
  for (const line of received()) show(line)
  const names = work()
    .map((line) => line.split(' ')[0])
    .sort()
  if (names.join() !== expectedEvents.join()) throw new Error(`The receiver should have got ${expectedEvents.join(', ')}.`)
  if (receiver.output().stdout.includes('refused')) throw new Error('The receiver refused a delivery.')
}

// biome-ignore lint/suspicious/noExplicitAny: the JSON of several routes, which only this script reads
async function post(server: Server, path: string, key: string, body?: unknown): Promise<any> {
  const response = await fetch(server.url + path, {
    method: 'POST',
    headers: { 'X-API-Key': key, 'Content-Type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
  })
  const answer = await response.json()
  if (!response.ok) throw new Error(`POST ${path} answered ${response.status}: ${JSON.stringify(answer)}`)
  return answer
}

async function waitFor(isSo: () => boolean, what: string): Promise<void> {
  const endsAt = performance.now() + 15_000
  while (!isSo()) {
    if (performance.now() > endsAt) throw new Error(`Waited in vain that ${what}.`)
    await delay(20)
  }
}

function step(title: string): void {
  stepNumber += 1
  console.log(`\n${stepNumber}. ${title}`)
}

function show(text: string): void {
  for (const line of text.trimEnd().split('\n')) console.log(`   ${line}`)
}
