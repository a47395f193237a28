import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { isBuilt } from '../scripts/build-state.ts'
import { readyUrl, type Started, startNode, startServer, stop } from '../scripts/interlock-process.ts'
import { root, runCommand } from '../scripts/run-command.ts'
import { type Figure, lineOf, reportMissed } from './figure.ts'
import { createFixture, type Fixture, residentMegabytes } from './fixture.ts'
import { benchConditional, benchReads, benchWrites } from './http.ts'
import { benchLists } from './lists.ts'
import { benchLive } from './live.ts'
import { benchMail } from './mail.ts'
import { benchPdf } from './pdf.ts'
import { benchStart } from './start.ts'
import { benchWebhooks } from './webhooks.ts'

/**
 * `npm run bench [part ...]`: the built program against bare controls, both in the same run and in turns. Parts: start, reads,
 * conditional, writes, webhooks, mail, live, memory, pdf, lists. Exits with 1 when a target is missed.
 */
const parts = new Set(process.argv.slice(2))
const wants = (part: string): boolean => parts.size === 0 || parts.has(part)

/** How long the server is left alone before its memory is read, milliseconds. */
const restMs = 10_000

if (!isBuilt(root)) await runCommand('node', ['scripts/build.ts'])
const figures: Figure[] = []
const fixture = await createFixture()
try {
  const controlArgs = [join(root, 'bench', 'controls', 'http-server.mjs'), fixture.controlFile]
  if (wants('start')) add(await benchStart({ dataDir: fixture.dataDir, controlArgs }))
  await benchServers(fixture, controlArgs)
  if (wants('mail')) add(await benchMail())
  if (wants('pdf')) add(await pdfFigures())
  if (wants('lists')) add(await benchLists())
} finally {
  fixture.remove()
}
reportMissed(figures)

async function benchServers({ dataDir, liveFile, key, jobCount }: Fixture, controlArgs: readonly string[]): Promise<void> {
  const control = startNode(controlArgs)
  const ours = await startServer({ dataDir, entry: 'built' })
  try {
    if (wants('memory')) add([await memoryAtRest(ours)])
    const servers = { oursUrl: ours.url, controlUrl: await readyUrl(control), key, jobCount }
    if (wants('reads')) add(await benchReads(servers, 'GET by id'))
    if (wants('reads')) add(await benchReads(servers, 'GET list of 20'))
    if (wants('conditional')) add(await benchConditional(servers))
    if (wants('writes')) add(await benchWrites(servers))
    if (wants('webhooks')) add(await benchWebhooks({ url: ours.url, key, liveFile }))
    if (wants('live')) add(await benchLive({ url: ours.url, key }))
    if (wants('memory')) add([memoryAfterLoad(ours, control)])
  } finally {
    await Promise.all([ours.stop(), stop(control)])
  }
}

async function memoryAtRest({ child }: Started): Promise<Figure> {
  await delay(restMs)
  return { name: 'memory at rest', unit: 'MB', ours: residentMegabytes(child), control: undefined, target: { atMost: 160 } }
}

/** After all of the load, when V8 keeps the room that it took: ours has also sent the webhooks. */
function memoryAfterLoad(ours: Started, control: Started): Figure {
  return {
    name: 'memory after the load',
    unit: 'MB',
    ours: residentMegabytes(ours.child),
    control: residentMegabytes(control.child),
    target: { atMost: 2 },
  }
}

async function pdfFigures(): Promise<Figure[]> {
  const { controlMs, workerMs } = await benchPdf({ warmUps: 3, turns: 5 })
  return [{ name: 'one-page PDF', unit: 'ms', ours: workerMs, control: controlMs, target: { atMost: 1.2 } }]
}

function add(measured: readonly Figure[]): void {
  figures.push(...measured)
  for (const figure of measured) console.log(lineOf(figure))
}
