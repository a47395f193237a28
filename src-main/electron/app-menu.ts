import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { TFunction } from 'i18next'

export interface MenuActions {
  readonly openInBrowser: () => void
  readonly openDataFolder: () => void
  readonly quit: () => void
}

export const createAppMenu = (t: TFunction, actions: MenuActions): Menu => Menu.buildFromTemplate(menuTemplate(t, actions))

const menuTemplate = (t: TFunction, actions: MenuActions): MenuItemConstructorOptions[] => [
  {
    label: t('menu.file'),
    submenu: [
      { label: t('menu.openInBrowser'), click: actions.openInBrowser },
      { label: t('menu.openDataFolder'), click: actions.openDataFolder },
      { type: 'separator' },
      { label: t('menu.quit'), accelerator: 'CmdOrCtrl+Q', click: actions.quit },
    ],
  },
  {
    label: t('menu.edit'),
    submenu: [
      { role: 'undo', label: t('menu.undo') },
      { role: 'redo', label: t('menu.redo') },
      { type: 'separator' },
      { role: 'cut', label: t('menu.cut') },
      { role: 'copy', label: t('menu.copy') },
      { role: 'paste', label: t('menu.paste') },
      { role: 'selectAll', label: t('menu.selectAll') },
    ],
  },
  {
    label: t('menu.view'),
    submenu: [
      { role: 'reload', label: t('menu.reload') },
      { role: 'zoomIn', label: t('menu.zoomIn') },
      { role: 'zoomOut', label: t('menu.zoomOut') },
      { role: 'resetZoom', label: t('menu.resetZoom') },
      { role: 'togglefullscreen', label: t('menu.fullScreen') },
      { role: 'toggleDevTools', label: t('menu.developerTools') },
    ],
  },
]
