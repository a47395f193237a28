import { expect, onTestFinished, test } from 'vitest'
import { runChaos } from '../../../bench/webhook-runs/chaos.ts'
import { startPlant } from '../../../bench/webhook-runs/plant.ts'

test('a receiver that fails at random and a server that is killed lose no event, order, signature or line of the log', {
  timeout: 150_000,
}, async () => {
  const plant = await startPlant('source')
  onTestFinished(() => plant.end())
  const { faults, requests } = await runChaos(plant, { events: 400, kills: 3 })
  expect(faults).toEqual([])
  expect(requests).toBeGreaterThan(800)
})
