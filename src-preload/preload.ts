import { contextBridge, ipcRenderer } from 'electron'
import { type DesktopBridge, type DesktopChannel, desktopChannels } from '../src-main/contract/desktop-channels.ts'

const invoke = (channel: DesktopChannel) => (request?: unknown) => ipcRenderer.invoke(desktopChannels[channel], request)

const bridge: DesktopBridge = {
  appInfo: invoke('appInfo'),
  saveFile: invoke('saveFile'),
  openFolder: invoke('openFolder'),
  openInBrowser: invoke('openInBrowser'),
  showNotification: invoke('showNotification'),
  getAutostart: invoke('getAutostart'),
  setAutostart: invoke('setAutostart'),
}

contextBridge.exposeInMainWorld('desktop', bridge)
