import { shell, type WebContents } from 'electron'

/** The window shows our own server and nothing else; https links open in the system browser, everything else is dropped. */
export function guardNavigation(contents: WebContents, ownOrigin: string): void {
  const keepInside = (event: { readonly url: string; preventDefault(): void }): void => {
    if (isOwnPage(event.url, ownOrigin)) return
    event.preventDefault()
    openOutside(event.url)
  }
  contents.on('will-navigate', keepInside)
  contents.on('will-redirect', keepInside)
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame && !isOwnFrame(event.url, ownOrigin)) event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url)
    return { action: 'deny' }
  })
}

export function isOwnPage(url: string, ownOrigin: string): boolean {
  return URL.canParse(url) && new URL(url).origin === ownOrigin
}

/** A frame may also show a document that the page made itself: the invoice to print. */
const isOwnFrame = (url: string, ownOrigin: string): boolean => url === 'about:blank' || isOwnPage(url.replace(/^blob:/, ''), ownOrigin)

function openOutside(url: string): void {
  if (URL.canParse(url) && new URL(url).protocol === 'https:') void shell.openExternal(url)
}
