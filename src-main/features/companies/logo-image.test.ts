import { expect, test } from 'vitest'
import type { LogoMediaType } from './companies.contract.ts'
import { decodeLogo } from './logo-image.ts'

function png(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(33)
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]).copy(bytes)
  bytes.write('IHDR', 12, 'latin1')
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return bytes
}

/** SOI, an APP0 segment of 4 bytes, then the start of frame. */
function jpeg(width: number, height: number): Buffer {
  const bytes = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc2, 0, 11, 8, 0, 0, 0, 0, 1, 1, 0x11, 0])
  bytes.writeUInt16BE(height, 13)
  bytes.writeUInt16BE(width, 15)
  return bytes
}

const decode = (mediaType: LogoMediaType, bytes: Buffer): Buffer => decodeLogo({ mediaType, base64: bytes.toString('base64') })

test('takes images that can be printed', () => {
  expect(decode('image/png', png(600, 200))).toEqual(png(600, 200))
  expect(decode('image/jpeg', jpeg(2_000, 2_000))).toEqual(jpeg(2_000, 2_000))
})

test.each([
  ['too many pixels in a small PNG', 'image/png', png(50_000, 50_000), 'payload_too_large'],
  ['too many pixels in a JPEG', 'image/jpeg', jpeg(2_001, 2_000), 'payload_too_large'],
  ['too many bytes', 'image/png', Buffer.concat([png(10, 10), Buffer.alloc(300_000)]), 'payload_too_large'],
  ['no width', 'image/png', png(0, 10), 'unsupported_media_type'],
  ['a PNG cut off in its header', 'image/png', png(10, 10).subarray(0, 15), 'unsupported_media_type'],
  ['a JPEG without a frame', 'image/jpeg', jpeg(10, 10).subarray(0, 8), 'unsupported_media_type'],
  ['a JPEG that says it is a PNG', 'image/png', jpeg(10, 10), 'unsupported_media_type'],
] as const)('refuses %s, which every invoice would fail to print', (_what, mediaType, bytes, code) => {
  expect(() => decode(mediaType, bytes)).toThrow(expect.objectContaining({ code }))
})
