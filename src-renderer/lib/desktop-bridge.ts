import type { DesktopBridge } from '../../src-main/contract/desktop-channels.ts'

/** What the desktop offers beyond a browser; undefined in one. */
export const desktopBridge = (): DesktopBridge | undefined => (window as { readonly desktop?: DesktopBridge }).desktop // the preload put it there
