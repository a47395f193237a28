import type { LogoMediaType } from './companies.contract.ts'

export interface ImageSize {
  readonly width: number
  readonly height: number
}

/** Pixels of an image by its header; undefined when the header is not one. */
export function imageSize(bytes: Buffer, mediaType: LogoMediaType): ImageSize | undefined {
  const size = mediaType === 'image/png' ? pngSize(bytes) : jpegSize(bytes)
  return size !== undefined && size.width > 0 && size.height > 0 ? size : undefined
}

/** The first chunk is IHDR, which begins with width and height (PNG specification 11.2.2). */
function pngSize(bytes: Buffer): ImageSize | undefined {
  if (bytes.length < 24 || bytes.toString('latin1', 12, 16) !== 'IHDR') return undefined
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
}

/** Walks the segments to the start of frame, SOF0 to SOF15 without DHT, JPG and DAC (ITU-T T.81, tables B.1 and B.2). */
function jpegSize(bytes: Buffer): ImageSize | undefined {
  let at = 2
  while (at + 9 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at += 1 // a fill byte
      continue
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
    if (isFrame) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    at += 2 + bytes.readUInt16BE(at + 2)
  }
  return undefined
}
