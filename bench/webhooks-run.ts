import { isBuilt } from '../scripts/build-state.ts'
import { root, runCommand } from '../scripts/run-command.ts'
import { type Figure, lineOf, reportMissed } from './figure.ts'
import { benchBacklog } from './webhook-runs/backlog.ts'
import { benchLatency } from './webhook-runs/latency.ts'
import { startPlant } from './webhook-runs/plant.ts'

/**
 * `npm run bench:webhooks [part ...]`: how webhooks hold under what goes wrong. Parts: latency, backlog. Exits with 1 when a target is missed or
 * something was lost.
 */
const parts = new Set(process.argv.slice(2))
const wants = (part: string): boolean => parts.size === 0 || parts.has(part)

if (!isBuilt(root)) await runCommand('node', ['scripts/build.ts'])
const figures: Figure[] = []
const plant = await startPlant()
try {
  if (wants('backlog')) add(await benchBacklog(plant))
  if (wants('latency')) add(await benchLatency(plant))
  add([{ name: 'memory throughout', unit: 'MB', ours: plant.peakMegabytes(), control: undefined, target: { atMost: 250 } }])
} finally {
  await plant.end()
}
reportMissed(figures)

function add(measured: readonly Figure[]): void {
  figures.push(...measured)
  for (const figure of measured) console.log(lineOf(figure))
}
