import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { app } from 'electron'

/** Starts Interlock when the person signs in to this computer. */
export interface Autostarter {
  isEnabled(): boolean
  set(isEnabled: boolean): void
}

export const createAutostarter = (platform: NodeJS.Platform): Autostarter => (platform === 'linux' ? linuxAutostarter() : loginItem())

const loginItem = (): Autostarter => ({
  isEnabled: () => app.getLoginItemSettings().openAtLogin,
  set: (isEnabled) => app.setLoginItemSettings({ openAtLogin: isEnabled }),
})

/** Electron has no login items on Linux; desktops read `~/.config/autostart` (XDG Autostart). */
function linuxAutostarter(): Autostarter {
  const path = join(app.getPath('appData'), 'autostart', 'interlock.desktop')
  return {
    isEnabled: () => statSync(path, { throwIfNoEntry: false }) !== undefined,
    set: (isEnabled) => {
      if (!isEnabled) return rmSync(path, { force: true })
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, desktopEntry(app.isPackaged ? [app.getPath('exe')] : [app.getPath('exe'), app.getAppPath()]))
    },
  }
}

const desktopEntry = (command: readonly string[]): string =>
  ['[Desktop Entry]', 'Type=Application', 'Name=Interlock', `Exec=${command.map((part) => `"${part}"`).join(' ')}`, ''].join('\n')
