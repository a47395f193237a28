import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserWindow } from 'electron'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

/** A native notification, and what it calls when. */
interface Shown extends ReadonlyMap<string, () => void> {
  readonly options: object
  readonly isShown: boolean
}

const desktop = vi.hoisted(() => ({
  notifications: [] as Shown[],
  handlers: new Map<string, (event: unknown, request: unknown) => Promise<unknown>>(),
  openExternal: vi.fn(async (_url: string) => undefined),
  openPath: vi.fn(async (_path: string) => ''),
  showItemInFolder: vi.fn((_path: string) => undefined),
  showSaveDialog: vi.fn(async (): Promise<{ canceled: boolean; filePath: string }> => ({ canceled: true, filePath: '' })),
}))
vi.mock('electron', () => ({
  app: { getPath: () => '/downloads', getVersion: () => '1.2.3' },
  dialog: { showSaveDialog: desktop.showSaveDialog },
  ipcMain: { handle: (name: string, handler: never) => desktop.handlers.set(name, handler) },
  Notification: class extends Map<string, () => void> {
    readonly options: object
    isShown = false
    constructor(options: object) {
      super()
      this.options = options
      desktop.notifications.push(this)
    }
    on(event: string, listener: () => void) {
      this.set(event, listener)
    }
    show() {
      this.isShown = true
    }
  },
  shell: { openExternal: desktop.openExternal, openPath: desktop.openPath, showItemInFolder: desktop.showItemInFolder },
}))

import { type DesktopChannel, desktopChannels } from '../contract/desktop-channels.ts'
import { createDesktopActions } from './desktop-actions.ts'
import { registerDesktopIpc } from './ipc.ts'

const ownOrigin = 'http://127.0.0.1:4780'
const mainFrame = { url: `${ownOrigin}/jobs` }

const call = (channel: DesktopChannel, request?: unknown, event: unknown = { senderFrame: mainFrame, sender: { mainFrame } }) =>
  desktop.handlers.get(desktopChannels[channel])?.(event, request)

describe('the desktop channels', () => {
  let dataDir: string
  let isAutostarted = false
  let isInFront = false

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'interlock-ipc-'))
    const autostarter = {
      isEnabled: () => isAutostarted,
      set: (isEnabled: boolean) => {
        isAutostarted = isEnabled
      },
    }
    const window = { isMinimized: () => false, show: () => undefined, focus: () => (isInFront = true) } as unknown as BrowserWindow // what is used of it
    const actions = createDesktopActions({ window, ownOrigin, dataDir, vaultKind: 'safe_storage', iconPath: '', autostarter })
    registerDesktopIpc({ actions, ownOrigin })
  })
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

  it('are all answered, and no others', () => {
    expect([...desktop.handlers.keys()].sort()).toEqual(Object.values(desktopChannels).sort())
  })

  it('answer our own page in the main frame', async () => {
    expect(await call('appInfo')).toMatchObject({ version: '1.2.3', dataDir, vaultKind: 'safe_storage' })
    expect(await call('setAutostart', { isEnabled: true })).toEqual({ isEnabled: true })
    expect(await call('getAutostart')).toEqual({ isEnabled: true })
  })

  it('show a native notification, and say whether it was clicked', async () => {
    desktop.notifications.length = 0
    const clicked = call('showNotification', { title: 'Disk', body: '8 %' })
    const gone = call('showNotification', { title: 'MES', body: '' })
    await vi.waitFor(() => expect(desktop.notifications).toHaveLength(2), { timeout: 30_000 })
    expect(desktop.notifications.map(({ options, isShown }) => [options, isShown])).toEqual([
      [{ title: 'Disk', body: '8 %', icon: '' }, true],
      [{ title: 'MES', body: '', icon: '' }, true],
    ])
    desktop.notifications[1]?.get('close')?.()
    expect([await gone, isInFront]).toEqual([{ isClicked: false }, false])
    desktop.notifications[0]?.get('click')?.()
    expect([await clicked, isInFront]).toEqual([{ isClicked: true }, true])
  })

  it('refuse a foreign page, a frame within our page, and a frame that is gone', async () => {
    const foreign = { url: 'http://127.0.0.1:4781/' }
    const events = [
      { senderFrame: foreign, sender: { mainFrame: foreign } },
      { senderFrame: { url: `${ownOrigin}/jobs` }, sender: { mainFrame } },
      { senderFrame: null, sender: { mainFrame } },
    ]
    for (const channel of Object.keys(desktopChannels) as DesktopChannel[]) {
      for (const event of events) await expect(call(channel, undefined, event)).rejects.toThrow('answers only its own page')
    }
  })

  it('refuse what the window should never send', async () => {
    const requests: [DesktopChannel, unknown][] = [
      ['saveFile', { suggestedName: '../../etc/passwd', data: new Uint8Array() }],
      ['saveFile', { suggestedName: 'a.pdf', data: 'text' }],
      ['openFolder', { folder: '/etc' }],
      ['openInBrowser', { url: 'no address' }],
      ['setAutostart', { isEnabled: 'yes' }],
      ['showNotification', { title: 'x', body: 'y', icon: '/etc/passwd' }],
    ]
    for (const [channel, request] of requests) await expect(call(channel, request), channel).rejects.toThrow()
  })

  it('save a file where the person said, and show it', async () => {
    const filePath = join(dataDir, 'teklif ğüş.pdf')
    desktop.showSaveDialog.mockResolvedValueOnce({ canceled: false, filePath })
    const data = new Uint8Array([1, 2, 3])
    expect(await call('saveFile', { suggestedName: 'PRO-1.pdf', data })).toEqual({ isSaved: true, path: filePath })
    expect([...readFileSync(filePath)]).toEqual([1, 2, 3])
    await call('openFolder', { folder: 'last_saved_file' })
    expect(desktop.showItemInFolder).toHaveBeenCalledWith(filePath)
  })

  it('save nothing when the person cancels', async () => {
    desktop.showSaveDialog.mockResolvedValueOnce({ canceled: true, filePath: '' })
    expect(await call('saveFile', { suggestedName: 'PRO-1.pdf', data: new Uint8Array() })).toEqual({ isSaved: false })
  })

  it('open https and our own address in the browser, nothing else', async () => {
    await call('openInBrowser', { url: 'https://example.com/' })
    await call('openInBrowser', { url: `${ownOrigin}/api-docs` })
    expect(desktop.openExternal.mock.calls).toEqual([['https://example.com/'], [`${ownOrigin}/api-docs`]])
    for (const url of ['http://example.com/', 'file:///etc/passwd', 'smb://host/share']) {
      await expect(call('openInBrowser', { url })).rejects.toThrow('Only https')
    }
  })
})
