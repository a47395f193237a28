import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Control } from '../infra/db/control.ts'
import { assetsOf } from './assets.ts'
import { type OpenControl, openControl } from './control.ts'

export interface TestControl {
  readonly control: Control
  /** A second connection to the same file, as another process has it. */
  readonly openBeside: () => Control
  readonly dir: string
  readonly clock: { ms: number }
  readonly now: () => number
  /** Counted, not random: the same in every run. */
  readonly newSecret: (bytes: number) => Buffer
}

/** A real control.db on a temporary folder, at a fixed time, without the application around it. For tests of services. */
export function openTestControl(): TestControl {
  const dir = mkdtempSync(join(tmpdir(), 'interlock-control-'))
  const clock = { ms: Date.parse('2026-11-22T08:00:00.000Z') }
  const now = () => clock.ms
  let secrets = 0
  let ids = 0
  const newSecret = (bytes: number): Buffer => {
    secrets += 1
    return createHash('shake256', { outputLength: bytes }).update(String(secrets)).digest()
  }
  const { migrationsDir } = assetsOf(new URL('../main.node.ts', import.meta.url).href)
  const opened: OpenControl[] = []
  const open = (): Control => {
    const control = openControl({
      dataDir: dir,
      migrationsDir,
      sources: {
        now,
        newSecret,
        newId: (prefix) => `${prefix}_${String(++ids).padStart(6, '0')}`,
        random: () => 0.5,
        freeDiskPercent: () => 50,
      },
    })
    opened.push(control)
    return control
  }
  onTestFinished(async () => {
    await Promise.all(opened.map((control) => control.close()))
    rmSync(dir, { recursive: true, force: true })
  })
  return { control: open(), openBeside: open, dir, clock, now, newSecret }
}
