/** NB: `Uint8Array.toBase64` is younger than some browsers on the LAN. */
export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}
