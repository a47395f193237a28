import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

/** What the stand-in for Electron saw, and how it should behave. */
const seen = vi.hoisted(() => ({
  isFirst: true,
  appListeners: new Map<string, (event?: unknown) => void>(),
  windowListeners: new Map<string, (event?: unknown) => void>(),
  calls: [] as string[],
}))

vi.mock('electron', () => {
  const log = (call: string) => void seen.calls.push(call)
  const listenTo = (listeners: typeof seen.appListeners) => (name: string, listener: () => void) => void listeners.set(name, listener)
  const app = {
    requestSingleInstanceLock: () => seen.isFirst,
    whenReady: async () => log('ready'),
    quit: () => log('quit'),
    exit: (code: number) => log(`exit ${code}`),
    on: listenTo(seen.appListeners),
    getPath: () => '/nowhere',
    getVersion: () => '1.0.0',
    getLocale: () => 'tr-TR',
  }
  class BrowserWindow {
    webContents = { on: () => undefined, setWindowOpenHandler: () => undefined, session: sessionStub }
    on = listenTo(seen.windowListeners)
    once = listenTo(seen.windowListeners)
    loadURL = async (url: string) => log(`load ${url}`)
    show = () => log('show')
    focus = () => log('focus')
    hide = () => log('hide')
    maximize = () => log('maximize')
    isMinimized = () => false
    isMaximized = () => false
    getNormalBounds = () => ({ x: 10, y: 20, width: 1300, height: 820 })
  }
  const sessionStub = {
    setPermissionRequestHandler: () => undefined,
    setPermissionCheckHandler: () => undefined,
    setDevicePermissionHandler: () => undefined,
    setDisplayMediaRequestHandler: () => undefined,
  }
  class Tray {
    setToolTip = (text: string) => log(`tooltip ${text}`)
    setContextMenu = () => undefined
    on = () => undefined
    destroy = () => undefined
  }
  const electron = {
    app,
    BrowserWindow,
    Tray,
    dialog: { showErrorBox: (_title: string, text: string) => log(`error ${text}`) },
    ipcMain: { handle: () => undefined, on: () => undefined },
    Menu: { setApplicationMenu: () => undefined, buildFromTemplate: () => ({}) },
    nativeImage: { createFromPath: () => ({ resize: () => ({}) }) },
    safeStorage: { isEncryptionAvailable: () => false },
    screen: { getAllDisplays: () => [] },
    shell: {},
  }
  return { ...electron, default: electron }
})
vi.mock('@napi-rs/keyring', () => ({
  Entry: class {
    getPassword = () => null
    setPassword = () => {
      throw new Error('no keyring in tests')
    }
  },
}))

import { type RunningApp, startDesktop } from './start-desktop.ts'

describe('the desktop', () => {
  let dataDir: string
  const url = 'http://127.0.0.1:4780/'
  const start = (running: Partial<RunningApp> = {}) =>
    startDesktop({
      dataDir,
      resourcesDir: join(import.meta.dirname, '..', '..', 'resources'),
      preloadPath: '/preload.cjs',
      createApp: async () => ({ listen: async () => ({ url }), close: async () => void seen.calls.push('closed'), ...running }),
    })

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'interlock-desktop-'))
    Object.assign(seen, { isFirst: true, calls: [] })
    seen.appListeners.clear()
    seen.windowListeners.clear()
  })
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

  it('ends at once when it already runs', async () => {
    seen.isFirst = false
    await start()
    expect(seen.calls).toEqual(['quit'])
  })

  it("opens the window on our own server, with the tray in the person's language", async () => {
    await start()
    expect(seen.calls).toEqual(['ready', `load ${url}`, `tooltip Interlock ${url} adresinde çalışıyor`])
  })

  it('opens the set-up link while there is no owner', async () => {
    await start({ listen: async () => ({ url, setupUrl: `${url}setup#once` }) })
    expect(seen.calls).toContain(`load ${url}setup#once`)
  })

  it('comes to the front when it is started a second time', async () => {
    await start()
    seen.appListeners.get('second-instance')?.()
    expect(seen.calls.slice(-2)).toEqual(['show', 'focus'])
  })

  it('goes on in the tray when the window is closed, and remembers where the window was', async () => {
    await start()
    const preventDefault = vi.fn()
    seen.windowListeners.get('close')?.({ preventDefault })
    expect(preventDefault).toHaveBeenCalled()
    expect(seen.calls.at(-1)).toBe('hide')
    const settings = JSON.parse(readFileSync(join(dataDir, 'settings.json'), 'utf8'))
    expect(settings.windowBounds).toEqual({ x: 10, y: 20, width: 1300, height: 820, isMaximized: false })
  })

  it('lets the application close before it quits, once', async () => {
    await start()
    const quit = seen.appListeners.get('before-quit')
    const first = vi.fn()
    quit?.({ preventDefault: first })
    quit?.({ preventDefault: first })
    expect(first).toHaveBeenCalledTimes(2)
    await vi.waitFor(() => expect(seen.calls.slice(-2)).toEqual(['closed', 'quit']))
    const second = vi.fn()
    quit?.({ preventDefault: second })
    expect(second).not.toHaveBeenCalled()
    const close = vi.fn()
    seen.windowListeners.get('close')?.({ preventDefault: close })
    expect(close).not.toHaveBeenCalled()
  })

  it('says in a dialog why it cannot start, and ends', async () => {
    const listen = async () => {
      throw new Error('--port 4780 is in use on 127.0.0.1.')
    }
    await start({ listen })
    expect(seen.calls).toEqual(['ready', 'error --port 4780 is in use on 127.0.0.1.', 'exit 1'])
  })
})
