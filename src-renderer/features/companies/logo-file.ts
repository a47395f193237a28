import { type LogoMediaType, logoMediaTypes, maxLogoBytes, maxLogoPixels } from '../../../src-main/features/companies/companies.contract.ts'
import { toBase64 } from '../../lib/base64.ts'

export type LogoProblem = 'type' | 'size' | 'damaged' | 'pixels'

export interface LogoUpload {
  readonly mediaType: LogoMediaType
  readonly base64: string
}

/** What speaks against a chosen file, before its content is looked at. */
export function logoProblem(file: Pick<File, 'type' | 'size'>): LogoProblem | undefined {
  if (!logoMediaTypes.some((type) => type === file.type)) return 'type'
  return file.size > maxLogoBytes ? 'size' : undefined
}

/** Reads a chosen image for the upload, or says what is wrong with it: one that cannot be shown cannot be printed either. */
export async function readLogo(file: File): Promise<LogoUpload | LogoProblem> {
  const problem = logoProblem(file)
  const mediaType = logoMediaTypes.find((type) => type === file.type)
  if (problem !== undefined || mediaType === undefined) return problem ?? 'type'
  try {
    const picture = await createImageBitmap(file)
    const pixels = picture.width * picture.height
    picture.close()
    if (pixels > maxLogoPixels) return 'pixels'
  } catch {
    return 'damaged' // the browser could not decode it
  }
  return { mediaType, base64: toBase64(new Uint8Array(await file.arrayBuffer())) }
}
