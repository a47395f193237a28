import { setTimeout as delay } from 'node:timers/promises'
import { entries, nodeArgs, startNode, stop } from '../scripts/interlock-process.ts'
import { type Figure, inTurns, median } from './figure.ts'

const starts = 5

/** From the start of the process to the first 200 of /health, both with 100,000 jobs in the file. */
export async function benchStart(options: { dataDir: string; controlArgs: readonly string[] }): Promise<Figure[]> {
  const ports = { ours: 47_391, control: 47_392 }
  const serve = [...nodeArgs, entries.built, 'serve', '--data-dir', options.dataDir, '--log-level', 'warn', '--port', String(ports.ours)]
  const candidates = {
    ours: () => readyMs(serve, ports.ours),
    control: () => readyMs([...options.controlArgs, String(ports.control)], ports.control),
  }
  await candidates.ours()
  await candidates.control()
  const times = await inTurns(starts, candidates)
  return [{ name: 'ready to serve', unit: 'ms', ours: median(times.ours), control: median(times.control), target: { atMost: 5 } }]
}

async function readyMs(args: readonly string[], port: number): Promise<number> {
  const startedAt = performance.now()
  const started = startNode(args)
  try {
    while (!(await isHealthy(port))) {
      if (started.child.exitCode !== null) throw new Error(`${args.join(' ')} ended: ${started.output().stderr}`)
      await delay(2)
    }
    return performance.now() - startedAt
  } finally {
    await stop(started)
  }
}

const isHealthy = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/health`).then(
    async (response) => {
      await response.arrayBuffer()
      return response.status === 200
    },
    () => false, // not listening yet
  )
