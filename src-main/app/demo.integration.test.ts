import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startNode } from '../../scripts/interlock-process.ts'
import { root } from '../../scripts/run-command.ts'

test('npm run demo does the main job from a client’s call to a verified webhook and a proforma PDF', async () => {
  const { exitCode, stdout, stderr } = await startNode([join(root, 'scripts', 'demo.ts')]).ended
  const dir = /Everything is kept in (\S+)/.exec(stdout)?.[1] ?? ''
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  expect(stdout).toMatch(/^ {3}job\.completed {2}evt_\w+$/m)
  const pdf = /Saved (\S+\.pdf)/.exec(stdout)?.[1] ?? ''
  expect(existsSync(pdf) && readFileSync(pdf).subarray(0, 5).toString()).toBe('%PDF-')
})
