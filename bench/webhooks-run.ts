import { isBuilt } from '../scripts/build-state.ts'
import { root, runCommand } from '../scripts/run-command.ts'
import { type Figure, lineOf, reportMissed } from './figure.ts'
import { benchBacklog } from './webhook-runs/backlog.ts'
import { runChaos } from './webhook-runs/chaos.ts'
import { benchLatency } from './webhook-runs/latency.ts'
import { type Plant, startPlant } from './webhook-runs/plant.ts'

/**
 * `npm run bench:webhooks [part ...]`: how webhooks hold under what goes wrong. Parts: chaos, backlog, latency. Exits with 1 when a target is missed or
 * something was lost.
 */
const parts = new Set(process.argv.slice(2))
const wants = (part: string): boolean => parts.size === 0 || parts.has(part)

if (!isBuilt(root)) await runCommand('node', ['scripts/build.ts'])
const figures: Figure[] = []
let peakMegabytes = 0
if (wants('chaos')) await withPlant(async (plant) => add(await chaosFigures(plant)))
await withPlant(async (plant) => {
  if (wants('backlog')) add(await benchBacklog(plant))
  if (wants('latency')) add(await benchLatency(plant))
})
add([{ name: 'memory throughout', unit: 'MB', ours: peakMegabytes, control: undefined, target: { atMost: 250 } }])
reportMissed(figures)

async function withPlant(run: (plant: Plant) => Promise<void>): Promise<void> {
  const plant = await startPlant()
  try {
    await run(plant)
  } finally {
    peakMegabytes = Math.max(peakMegabytes, plant.peakMegabytes())
    await plant.end()
  }
}

async function chaosFigures(plant: Plant): Promise<Figure[]> {
  const { events, requests, repeated, faults } = await runChaos(plant, { events: 20_000, kills: 10 })
  console.log(`  ${events} events to two webhooks across 10 kills: ${requests} requests, ${repeated} of them came twice, with the same id`)
  for (const fault of faults.slice(0, 20)) console.log(`  ${fault}`)
  return [{ name: 'faults of the chaos run', unit: '', ours: faults.length, control: undefined, target: { atMost: 0 } }]
}

function add(measured: readonly Figure[]): void {
  figures.push(...measured)
  for (const figure of measured) console.log(lineOf(figure))
}
