import { join } from 'node:path'
import { app, dialog, Menu, shell } from 'electron'
import type { SettingsStore } from '../infra/settings/settings-store.ts'
import { openSettings } from '../infra/settings/settings-store.ts'
import { createOsKeyring } from '../infra/vault/os-keyring.ts'
import type { Vault } from '../infra/vault/vault.ts'
import { createAppMenu } from './app-menu.ts'
import { createAutostarter } from './autostart.ts'
import { createDesktopActions } from './desktop-actions.ts'
import { loadDesktopTexts } from './desktop-texts.ts'
import { createDesktopWindow, showWindow } from './desktop-window.ts'
import { registerDesktopIpc } from './ipc.ts'
import { openDesktopVault } from './safe-storage-vault.ts'
import { createTray } from './tray.ts'

/** The application, as far as its desktop knows it. */
export interface RunningApp {
  listen(): Promise<{ readonly url: string; readonly setupUrl?: string | undefined }>
  close(): Promise<void>
}

export interface DesktopOptions {
  readonly dataDir: string
  /** Folder with `locales/` and `icons/`. */
  readonly resourcesDir: string
  readonly preloadPath: string
  readonly createApp: (host: { readonly vault: Vault; readonly settings: SettingsStore }) => Promise<RunningApp>
}

/** Starts the application with its window; a second start only brings the first one's window to the front. */
export async function startDesktop(options: DesktopOptions): Promise<void> {
  if (!app.requestSingleInstanceLock()) return app.quit()
  await app.whenReady()
  try {
    await openDesktop(options)
  } catch (error) {
    dialog.showErrorBox('Interlock', error instanceof Error ? error.message : String(error))
    app.exit(1)
  }
}

async function openDesktop(options: DesktopOptions): Promise<void> {
  const { dataDir, resourcesDir } = options
  const settings = openSettings(dataDir)
  const vault = openDesktopVault({ dataDir, keyring: createOsKeyring() })
  const t = await loadDesktopTexts({ resourcesDir, language: settings.read().language, systemLocale: app.getLocale() })
  const running = await options.createApp({ vault, settings })
  const { url, setupUrl } = await running.listen()
  const ownOrigin = new URL(url).origin
  const iconPath = join(resourcesDir, 'icons', 'icon.png')

  const isQuitting = closeBeforeQuit(running)
  const window = createDesktopWindow({ url: setupUrl ?? url, preloadPath: options.preloadPath, iconPath, settings, isQuitting })
  const autostarter = createAutostarter(process.platform)
  registerDesktopIpc({
    actions: createDesktopActions({ window, ownOrigin, dataDir, vaultKind: vault.kind, iconPath, autostarter }),
    ownOrigin,
  })

  const show = () => showWindow(window)
  const quit = () => app.quit()
  const openInBrowser = () => void shell.openExternal(url)
  Menu.setApplicationMenu(createAppMenu(t, { openInBrowser, openDataFolder: () => void shell.openPath(dataDir), quit }))
  const tray = createTray({ iconPath, url, t, show, openInBrowser, quit })
  app.on('will-quit', () => tray.destroy())
  app.on('second-instance', show)
  app.on('activate', show)
}

/** Lets the application finish what runs before the process ends. @returns whether the end has begun. */
function closeBeforeQuit(running: RunningApp): () => boolean {
  let state: 'running' | 'closing' | 'closed' = 'running'
  const finish = () => {
    state = 'closed'
    app.quit()
  }
  app.on('before-quit', (event) => {
    if (state === 'closed') return
    event.preventDefault()
    if (state === 'closing') return
    state = 'closing'
    // A failing close is logged where it fails; staying open would help nobody.
    running.close().then(finish, finish)
  })
  return () => state !== 'running'
}
