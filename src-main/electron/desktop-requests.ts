import { z } from 'zod'
import type { DesktopChannel, DesktopRequest } from '../contract/desktop-channels.ts'

const maxFileBytes = 512 * 1024 * 1024

/** What the window may send over each channel; anything else is refused before it reaches the desktop. */
export const desktopRequests: { readonly [Channel in DesktopChannel]: z.ZodType<DesktopRequest<Channel>> } = {
  appInfo: z.undefined(),
  saveFile: z.strictObject({
    suggestedName: z
      .string()
      .min(1)
      .max(200)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters in a file name are what this refuses
      .regex(/^[^/\\:*?"<>|\u0000-\u001f]+$/, 'is no plain file name'),
    data: z.instanceof(Uint8Array).refine((data) => data.byteLength <= maxFileBytes, 'is larger than 512 MB'),
  }),
  openFolder: z.strictObject({ folder: z.enum(['data', 'last_saved_file']) }),
  openInBrowser: z.strictObject({ url: z.url().max(4_000) }),
  showNotification: z.strictObject({ title: z.string().min(1).max(200), body: z.string().max(1_000) }),
  getAutostart: z.undefined(),
  setAutostart: z.strictObject({ isEnabled: z.boolean() }),
}
