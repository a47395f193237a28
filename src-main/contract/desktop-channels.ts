/** What the desktop bridge offers beyond a browser. The preload exposes it as `window.desktop`; in a browser that is undefined. */
export interface DesktopChannels {
  readonly appInfo: { readonly request: undefined; readonly result: DesktopAppInfo }
  /** Asks where to save, and writes the file there. */
  readonly saveFile: { readonly request: SaveFileRequest; readonly result: SaveFileResult }
  readonly openFolder: { readonly request: OpenFolderRequest; readonly result: undefined }
  /** Opens the system browser: https anywhere, http only at Interlock's own address. */
  readonly openInBrowser: { readonly request: { readonly url: string }; readonly result: undefined }
  /** Answers once the person has clicked it, which brings the window to the front, or it is gone. */
  readonly showNotification: { readonly request: NotificationRequest; readonly result: NotificationResult }
  readonly getAutostart: { readonly request: undefined; readonly result: Autostart }
  readonly setAutostart: { readonly request: Autostart; readonly result: Autostart }
}

export interface DesktopAppInfo {
  readonly version: string
  readonly electronVersion: string
  readonly platform: string
  readonly dataDir: string
  readonly vaultKind: 'safe_storage' | 'os_keyring' | 'key_file'
}

export interface SaveFileRequest {
  /** A file name without folders, `PRO-2026-0001.pdf`. */
  readonly suggestedName: string
  readonly data: Uint8Array
}

export type SaveFileResult = { readonly isSaved: true; readonly path: string } | { readonly isSaved: false }

export interface OpenFolderRequest {
  readonly folder: 'data' | 'last_saved_file'
}

export interface NotificationRequest {
  readonly title: string
  readonly body: string
}

export interface NotificationResult {
  readonly isClicked: boolean
}

export interface Autostart {
  readonly isEnabled: boolean
}

export type DesktopChannel = keyof DesktopChannels
export type DesktopRequest<Channel extends DesktopChannel> = DesktopChannels[Channel]['request']
export type DesktopResult<Channel extends DesktopChannel> = DesktopChannels[Channel]['result']

/** `window.desktop`: one function a channel. */
export type DesktopBridge = {
  readonly [Channel in DesktopChannel]: DesktopRequest<Channel> extends undefined
    ? () => Promise<DesktopResult<Channel>>
    : (request: DesktopRequest<Channel>) => Promise<DesktopResult<Channel>>
}

/** Each channel's name between the processes. */
export const desktopChannels: { readonly [Channel in DesktopChannel]: string } = {
  appInfo: 'desktop:app-info',
  saveFile: 'desktop:save-file',
  openFolder: 'desktop:open-folder',
  openInBrowser: 'desktop:open-in-browser',
  showNotification: 'desktop:show-notification',
  getAutostart: 'desktop:get-autostart',
  setAutostart: 'desktop:set-autostart',
}
