import type { Session, WebContents } from 'electron'
import { beforeEach, describe, expect, it, vi } from 'vitest'

const { openExternal } = vi.hoisted(() => ({ openExternal: vi.fn(async (_url: string) => undefined) }))
vi.mock('electron', () => ({ shell: { openExternal } }))

import { guardNavigation } from './navigation-guard.ts'
import { denyPermissions } from './permission-guard.ts'

const ownOrigin = 'http://127.0.0.1:4780'
const foreignAddresses = [
  'http://127.0.0.1:4781/',
  'http://localhost:4780/',
  'http://127.0.0.1:4780.evil.example/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/html,x',
  'no address',
]

type Listener = (event: { url: string; isMainFrame?: boolean; preventDefault: () => void }) => void

function guardedContents() {
  const listeners = new Map<string, Listener>()
  let openWindow: ((details: { url: string }) => { action: string }) | undefined
  const contents = {
    on: (name: string, listener: Listener) => listeners.set(name, listener),
    setWindowOpenHandler: (handler: typeof openWindow) => {
      openWindow = handler
    },
  }
  guardNavigation(contents as unknown as WebContents, ownOrigin) // only what the guard uses
  const isPrevented = (name: string, url: string, isMainFrame = true): boolean => {
    const preventDefault = vi.fn()
    listeners.get(name)?.({ url, isMainFrame, preventDefault })
    return preventDefault.mock.calls.length > 0
  }
  return { isPrevented, openWindow: (url: string) => openWindow?.({ url }) }
}

describe('navigation', () => {
  beforeEach(() => openExternal.mockClear())

  it('stays on our own server', () => {
    const { isPrevented } = guardedContents()
    expect(isPrevented('will-navigate', `${ownOrigin}/settings/api-keys`)).toBe(false)
    for (const url of foreignAddresses) {
      expect(isPrevented('will-navigate', url), url).toBe(true)
      expect(isPrevented('will-redirect', url), url).toBe(true)
    }
    expect(openExternal).not.toHaveBeenCalled()
  })

  it('hands https links to the system browser', () => {
    const { isPrevented, openWindow } = guardedContents()
    expect(isPrevented('will-navigate', 'https://example.com/a')).toBe(true)
    expect(openWindow('https://example.com/b')).toEqual({ action: 'deny' })
    expect(openExternal.mock.calls).toEqual([['https://example.com/a'], ['https://example.com/b']])
  })

  it('never opens a second window, nor a foreign address outside', () => {
    const { openWindow } = guardedContents()
    for (const url of [...foreignAddresses, `${ownOrigin}/jobs`]) expect(openWindow(url), url).toEqual({ action: 'deny' })
    expect(openExternal).not.toHaveBeenCalled()
  })

  it('lets a frame show only our own pages and documents', () => {
    const { isPrevented } = guardedContents()
    expect(isPrevented('will-frame-navigate', `blob:${ownOrigin}/1-2-3`, false)).toBe(false)
    expect(isPrevented('will-frame-navigate', 'https://example.com/', false)).toBe(true)
    expect(isPrevented('will-attach-webview', ownOrigin)).toBe(true)
  })
})

type RequestHandler = (
  contents: unknown,
  permission: string,
  answer: (isGranted: boolean) => void,
  details: { requestingUrl: string },
) => void
type CheckHandler = (contents: unknown, permission: string, origin: string) => boolean

function guardedSession() {
  const handlers: { request?: RequestHandler; check?: CheckHandler; device?: () => boolean } = {}
  const session = {
    setPermissionRequestHandler: (handler: RequestHandler) => void Object.assign(handlers, { request: handler }),
    setPermissionCheckHandler: (handler: CheckHandler) => void Object.assign(handlers, { check: handler }),
    setDevicePermissionHandler: (handler: () => boolean) => void Object.assign(handlers, { device: handler }),
    setDisplayMediaRequestHandler: () => undefined,
  }
  denyPermissions(session as unknown as Session, ownOrigin) // only what the guard uses
  const isGranted = (permission: string, origin: string): boolean => {
    const answer = vi.fn()
    handlers.request?.(null, permission, answer, { requestingUrl: `${origin}/x` })
    expect(handlers.check?.(null, permission, origin)).toBe(answer.mock.calls[0]?.[0])
    return answer.mock.calls[0]?.[0]
  }
  return { isGranted, device: () => handlers.device?.() }
}

describe('permissions', () => {
  it('are denied to every page', () => {
    const { isGranted, device } = guardedSession()
    for (const permission of ['media', 'geolocation', 'notifications', 'usb', 'serial', 'clipboard-read', 'openExternal', 'fileSystem']) {
      expect(isGranted(permission, ownOrigin), permission).toBe(false)
    }
    expect(device()).toBe(false)
  })

  it('except that our own page may copy', () => {
    const { isGranted } = guardedSession()
    expect(isGranted('clipboard-sanitized-write', ownOrigin)).toBe(true)
    expect(isGranted('clipboard-sanitized-write', 'https://example.com')).toBe(false)
  })
})
