import { desktopBridge } from '../lib/desktop-bridge.ts'
import { saveBlob } from './save-text-file.ts'

/**
 * Saves a file: on the desktop where the person says, in a browser as a download.
 * @returns the path, `undefined` for a download, `false` when the person changed their mind.
 */
export async function saveFile(fileName: string, blob: Blob): Promise<string | undefined | false> {
  const desktop = desktopBridge()
  if (desktop === undefined) {
    saveBlob(fileName, blob)
    return undefined
  }
  const result = await desktop.saveFile({ suggestedName: fileName, data: new Uint8Array(await blob.arrayBuffer()) })
  return result.isSaved && result.path
}
