import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createLogger } from './logger.ts'

function newDataDir(): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'interlock-log-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
  return dataDir
}

test('lines go to the file of the day, without what is secret', async () => {
  const dataDir = newDataDir()
  createLogger({ dataDir, level: 'info' }).info({ token: 'tok_1', request: { password: 'p4ss' } }, 'signed in')
  const line = () => JSON.parse(readFileSync(join(dataDir, 'logs', 'interlock.log'), 'utf8'))
  await expect.poll(line).toMatchObject({ msg: 'signed in', token: '[secret]', request: { password: '[secret]' } })
})

test('a log that cannot be written is told of on the terminal, and the program goes on', async () => {
  const dataDir = newDataDir()
  writeFileSync(join(dataDir, 'logs'), 'a file in the place of the folder')
  const told = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  onTestFinished(() => told.mockRestore())
  const log = createLogger({ dataDir, level: 'info' })
  log.info('one')
  await expect.poll(() => told.mock.calls.flat().join('')).toMatch(/^The log cannot be written: E/)
  expect(() => log.info('two')).not.toThrow()
})
