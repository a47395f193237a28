import { AppError } from '../../lib/app-error.ts'
import { type LogoMediaType, maxLogoBytes, maxLogoPixels } from './companies.contract.ts'
import { type ImageSize, imageSize } from './image-size.ts'

/** How files of a kind begin: the PNG signature (PNG specification 5.2), the JPEG SOI marker followed by another (ITU-T T.81). */
const magic: Readonly<Record<LogoMediaType, readonly number[]>> = {
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  'image/jpeg': [0xff, 0xd8, 0xff],
}

/** The bytes of an uploaded logo. @throws AppError `payload_too_large`, `unsupported_media_type` when they are not what they are said to be. */
export function decodeLogo(upload: { readonly mediaType: LogoMediaType; readonly base64: string }): Buffer {
  const bytes = Buffer.from(upload.base64, 'base64')
  if (bytes.length > maxLogoBytes) {
    throw new AppError('payload_too_large', `The logo has ${bytes.length} bytes; at most ${maxLogoBytes} are kept.`, {
      details: { field: 'base64', limit_bytes: maxLogoBytes, fix: 'Save it smaller; 600 pixels of width print well.' },
    })
  }
  const isKind = magic[upload.mediaType].every((byte, index) => bytes[index] === byte)
  const size = isKind ? imageSize(bytes, upload.mediaType) : undefined
  if (size === undefined) {
    throw new AppError('unsupported_media_type', `The bytes are no ${upload.mediaType}.`, {
      details: { field: 'base64', fix: 'Send a PNG or JPEG file with its own media type.' },
    })
  }
  if (size.width * size.height > maxLogoPixels) throw tooManyPixels(size)
  return bytes
}

/** NB: a small file can unpack to an enormous picture; refused here, or no invoice could be printed any more. */
const tooManyPixels = ({ width, height }: ImageSize): AppError =>
  new AppError('payload_too_large', `The logo has ${width} x ${height} pixels; at most ${maxLogoPixels} are printed.`, {
    details: { field: 'base64', limit_pixels: maxLogoPixels, fix: 'Save it smaller; 600 pixels of width print well.' },
  })
