import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { app, type BrowserWindow, dialog, Notification, shell } from 'electron'
import type {
  DesktopAppInfo,
  DesktopChannel,
  DesktopRequest,
  DesktopResult,
  NotificationRequest,
  NotificationResult,
} from '../contract/desktop-channels.ts'
import type { VaultKind } from '../infra/vault/vault.ts'
import type { Autostarter } from './autostart.ts'
import { showWindow } from './desktop-window.ts'
import { isOwnPage } from './navigation-guard.ts'

/** What each channel does, given a request that was checked. */
export type DesktopActions = {
  readonly [Channel in DesktopChannel]: (request: DesktopRequest<Channel>) => Promise<DesktopResult<Channel>>
}

export interface DesktopActionsOptions {
  readonly window: BrowserWindow
  readonly ownOrigin: string
  readonly dataDir: string
  readonly vaultKind: VaultKind
  readonly iconPath: string
  readonly autostarter: Autostarter
}

export function createDesktopActions(options: DesktopActionsOptions): DesktopActions {
  const { window, autostarter } = options
  let lastSavedFile: string | undefined
  return {
    appInfo: async () => appInfo(options),
    saveFile: async ({ suggestedName, data }) => {
      const answer = await dialog.showSaveDialog(window, { defaultPath: join(app.getPath('downloads'), suggestedName) })
      if (answer.canceled || answer.filePath === '') return { isSaved: false }
      await writeFile(answer.filePath, data)
      lastSavedFile = answer.filePath
      return { isSaved: true, path: answer.filePath }
    },
    openFolder: async ({ folder }) => {
      if (folder === 'data') await shell.openPath(options.dataDir)
      else if (lastSavedFile !== undefined) shell.showItemInFolder(lastSavedFile)
    },
    openInBrowser: async ({ url }) => {
      const isAllowed = new URL(url).protocol === 'https:' || isOwnPage(url, options.ownOrigin)
      if (!isAllowed) throw new Error(`Only https addresses open in the browser, not ${url}`)
      await shell.openExternal(url)
    },
    showNotification: (request) => notify(request, options),
    getAutostart: async () => ({ isEnabled: autostarter.isEnabled() }),
    setAutostart: async ({ isEnabled }) => {
      autostarter.set(isEnabled)
      return { isEnabled: autostarter.isEnabled() }
    },
  }
}

function notify({ title, body }: NotificationRequest, { iconPath, window }: DesktopActionsOptions): Promise<NotificationResult> {
  return new Promise((resolve) => {
    const shown = new Notification({ title, body, icon: iconPath })
    shown.on('click', () => {
      showWindow(window)
      resolve({ isClicked: true })
    })
    shown.on('close', () => resolve({ isClicked: false }))
    shown.show()
  })
}

const appInfo = ({ dataDir, vaultKind }: DesktopActionsOptions): DesktopAppInfo => ({
  version: app.getVersion(),
  electronVersion: process.versions['electron'] ?? '',
  platform: process.platform,
  dataDir,
  vaultKind,
})
