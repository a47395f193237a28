import { describe, expect, it } from 'vitest'
import { visibleBounds, windowOptions } from './window-options.ts'

const bounds = { x: 100, y: 50, width: 1200, height: 800, isMaximized: false }
const screen = { x: 0, y: 0, width: 1920, height: 1080 }

describe("the window's options", () => {
  it('give the page no more than a browser tab has', () => {
    const { webPreferences } = windowOptions({ bounds: undefined, preloadPath: '/p/preload.cjs', iconPath: '/i.png' })
    expect(webPreferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      allowRunningInsecureContent: false,
      preload: '/p/preload.cjs',
    })
  })

  it('put the window where it was', () => {
    expect(windowOptions({ bounds, preloadPath: '', iconPath: '' })).toMatchObject({ x: 100, y: 50, width: 1200, height: 800 })
  })
})

describe('visible bounds', () => {
  it('are the saved ones on a screen that is there', () => {
    expect(visibleBounds(bounds, [screen])).toEqual(bounds)
    expect(visibleBounds({ ...bounds, x: 2000 }, [screen, { ...screen, x: 1920 }])).toMatchObject({ x: 2000 })
  })

  it('are forgotten when their screen is gone or the title bar is out of reach', () => {
    expect(visibleBounds({ ...bounds, x: 2000 }, [screen])).toBeUndefined()
    expect(visibleBounds({ ...bounds, x: -1190 }, [screen])).toBeUndefined()
    expect(visibleBounds({ ...bounds, y: -300 }, [screen])).toBeUndefined()
    expect(visibleBounds(undefined, [screen])).toBeUndefined()
  })
})
