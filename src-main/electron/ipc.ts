import { type IpcMainInvokeEvent, ipcMain } from 'electron'
import { type DesktopChannel, desktopChannels } from '../contract/desktop-channels.ts'
import type { DesktopActions } from './desktop-actions.ts'
import { desktopRequests } from './desktop-requests.ts'
import { isOwnPage } from './navigation-guard.ts'

/** Answers the desktop channels, for our own page in the window's main frame only. */
export function registerDesktopIpc(options: { readonly actions: DesktopActions; readonly ownOrigin: string }): void {
  const register = <Channel extends DesktopChannel>(channel: Channel): void =>
    ipcMain.handle(desktopChannels[channel], async (event, request: unknown) => {
      assertOwnSender(event, options.ownOrigin)
      return options.actions[channel](desktopRequests[channel].parse(request))
    })
  const channels = Object.keys(desktopChannels) as DesktopChannel[] // the map is typed by exactly these keys
  for (const channel of channels) register(channel)
}

function assertOwnSender({ senderFrame, sender }: IpcMainInvokeEvent, ownOrigin: string): void {
  const isMainFrame = senderFrame !== null && senderFrame === sender.mainFrame
  if (isMainFrame && isOwnPage(senderFrame.url, ownOrigin)) return
  throw new Error(`The desktop answers only its own page, not ${senderFrame?.url ?? 'a closed one'}`)
}
