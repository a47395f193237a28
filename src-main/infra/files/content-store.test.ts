import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { putFile, readFile } from './content-store.ts'

const newDir = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'interlock-files-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

test('the same bytes are one file under their sha256, and come back whole', () => {
  const dir = join(newDir(), 'files')
  const bytes = Buffer.from('İş emri ₺')
  const name = putFile(dir, bytes)
  expect(putFile(dir, bytes)).toBe(name)
  expect(name).toMatch(/^[0-9a-f]{64}$/)
  expect(readFile(dir, name)).toEqual(bytes)
  expect(
    readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => entry.name),
  ).toEqual([name])
})

test('an unknown name is not_found and a name that is none is refused', () => {
  const dir = newDir()
  expect(() => readFile(dir, 'a'.repeat(64))).toThrow(expect.objectContaining({ code: 'not_found' }))
  expect(() => readFile(dir, '../../etc/passwd')).toThrow('sha256')
})

test('a folder that cannot be written fails and leaves nothing behind', () => {
  const dir = newDir()
  writeFileSync(join(dir, 'occupied'), '')
  expect(() => putFile(join(dir, 'occupied'), Buffer.from('x'))).toThrow()
  expect(readdirSync(dir)).toEqual(['occupied'])
})
