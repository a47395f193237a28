import { Menu, nativeImage, Tray } from 'electron'
import type { TFunction } from 'i18next'

export interface TrayOptions {
  readonly iconPath: string
  /** The address that LAN systems call, shown as the tooltip. */
  readonly url: string
  readonly t: TFunction
  readonly show: () => void
  readonly openInBrowser: () => void
  readonly quit: () => void
}

/** Interlock goes on while its window is closed; the tray shows that it does. Keep the result, or it disappears. */
export function createTray({ iconPath, url, t, ...actions }: TrayOptions): Tray {
  const tray = new Tray(nativeImage.createFromPath(iconPath).resize({ width: 22, height: 22 }))
  tray.setToolTip(t('tray.tooltip', { url, interpolation: { escapeValue: false } }))
  tray.setContextMenu(
    Menu.buildFromTemplate([
      { label: t('tray.show'), click: actions.show },
      { label: t('menu.openInBrowser'), click: actions.openInBrowser },
      { type: 'separator' },
      { label: t('menu.quit'), click: actions.quit },
    ]),
  )
  tray.on('click', actions.show)
  return tray
}
