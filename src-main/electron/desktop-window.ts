import { BrowserWindow, screen } from 'electron'
import type { WindowBounds } from '../infra/settings/settings-schema.ts'
import type { SettingsStore } from '../infra/settings/settings-store.ts'
import { guardNavigation } from './navigation-guard.ts'
import { denyPermissions } from './permission-guard.ts'
import { visibleBounds, windowOptions } from './window-options.ts'

export interface DesktopWindowOptions {
  /** The first page, on our own server. */
  readonly url: string
  readonly preloadPath: string
  readonly iconPath: string
  readonly settings: SettingsStore
  /** Whether closing the window ends Interlock; otherwise it goes on in the tray. */
  readonly isQuitting: () => boolean
}

/** Opens the one window, where it was last; remembers where it goes. */
export function createDesktopWindow(options: DesktopWindowOptions): BrowserWindow {
  const { url, settings } = options
  const screens = screen.getAllDisplays().map((display) => display.workArea)
  const bounds = visibleBounds(settings.read().windowBounds, screens)
  const window = new BrowserWindow(windowOptions({ ...options, bounds }))
  const ownOrigin = new URL(url).origin
  guardNavigation(window.webContents, ownOrigin)
  denyPermissions(window.webContents.session, ownOrigin)
  if (bounds?.isMaximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', (event) => {
    settings.update({ windowBounds: boundsOf(window) })
    if (options.isQuitting()) return
    event.preventDefault()
    window.hide()
  })
  void window.loadURL(url)
  return window
}

/** Brings the window to the front, wherever it is. */
export function showWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

const boundsOf = (window: BrowserWindow): WindowBounds => ({ ...window.getNormalBounds(), isMaximized: window.isMaximized() })
