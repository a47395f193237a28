import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSettings } from './settings-store.ts'

describe("the machine's settings", () => {
  let dataDir: string
  const write = (text: string) => writeFileSync(join(dataDir, 'settings.json'), text)

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'interlock-settings-'))
  })
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

  it('are the defaults before anybody changed one', () => {
    expect(openSettings(dataDir).read()).toEqual({ port: 4780, host: '127.0.0.1' })
  })

  it('keep what was changed, and forget what is taken back', () => {
    const bounds = { x: 0, y: 20, width: 1280, height: 800, isMaximized: true }
    openSettings(dataDir).update({ port: 4999, language: 'tr', windowBounds: bounds })
    openSettings(dataDir).update({ language: undefined })
    expect(openSettings(dataDir).read()).toEqual({ port: 4999, host: '127.0.0.1', windowBounds: bounds })
    expect(JSON.parse(readFileSync(join(dataDir, 'settings.json'), 'utf8'))).not.toHaveProperty('language')
  })

  it('name the setting and the value that cannot be', () => {
    write('{"port": "abc"}')
    expect(() => openSettings(dataDir).read()).toThrow(/settings\.json: port cannot be "abc"/)
    write('{"windowBounds": {"x": 0, "y": 0, "width": -5, "height": 600}}')
    expect(() => openSettings(dataDir).read()).toThrow(/windowBounds\.width cannot be -5/)
    expect(() => openSettings(dataDir).update({ port: 70_000 })).toThrow(/port cannot be 70000/)
  })

  it('say which file is no JSON', () => {
    write('{"port": 4780')
    expect(() => openSettings(dataDir).read()).toThrow(/settings\.json is no valid JSON/)
  })
})
