import type { BrowserWindowConstructorOptions } from 'electron'
import type { WindowBounds } from '../infra/settings/settings-schema.ts'

export interface WindowLook {
  readonly bounds: WindowBounds | undefined
  readonly preloadPath: string
  readonly iconPath: string
}

/** The window's options. The page gets nothing that a browser tab would not get; the preload is all that it may ask of the desktop. */
export const windowOptions = ({ bounds, preloadPath, iconPath }: WindowLook): BrowserWindowConstructorOptions => ({
  title: 'Interlock',
  icon: iconPath,
  show: false,
  width: 1440,
  height: 900,
  ...(bounds === undefined ? {} : { x: bounds.x, y: bounds.y, width: bounds.width, height: bounds.height }),
  minWidth: 1024,
  minHeight: 700,
  webPreferences: {
    preload: preloadPath,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false, // its dictionaries come from the internet
  },
})

interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** The saved bounds, unless the screen that they were on is gone: the title bar must stay within reach. */
export function visibleBounds(saved: WindowBounds | undefined, screens: readonly Rectangle[]): WindowBounds | undefined {
  if (saved === undefined) return undefined
  const reachablePx = 100
  const isReachable = screens.some(
    (screen) =>
      saved.x + saved.width >= screen.x + reachablePx &&
      saved.x <= screen.x + screen.width - reachablePx &&
      saved.y >= screen.y - 10 &&
      saved.y <= screen.y + screen.height - reachablePx,
  )
  return isReachable ? saved : undefined
}
