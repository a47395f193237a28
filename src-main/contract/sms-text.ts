/** How a short message is coded, from the densest: 7 bits a character, the same with the Turkish letters, 16 bits. */
export type SmsEncoding = 'gsm7' | 'gsm7_turkish' | 'ucs2'

export interface SmsParts {
  readonly encoding: SmsEncoding
  /** Messages that are charged; what is too long for one goes in several that the phone puts together. */
  readonly segments: number
  /** How much the text takes, in units of its encoding: 7 bits, or 16. */
  readonly units: number
  /** Units that the last message has left. */
  readonly unitsLeft: number
  /** The characters that need a wider encoding than the plain one, each once, in the order of the text. */
  readonly widening: readonly string[]
}

/** 3GPP TS 23.038, 6.2.1: the default alphabet without its escape. */
const gsm7 = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)

/** 6.2.1.1: the extension of the default alphabet; each takes an escape and a character. */
const extension = new Set('\f^{}\\[~]|€')

/** Annex A.2.1: the Turkish single shift table has the extension too. */
const turkish = new Set([...extension, ...'ĞİŞçğış'])

interface Coding {
  /** In one message, and in each of several; the difference is the header that says how they belong together (TS 23.040, 9.2.3.24). */
  readonly single: number
  readonly each: number
  /** Units of a character; undefined where it cannot be written. */
  readonly sizeOf: (character: string) => number | undefined
}

const sevenBit =
  (shifted: ReadonlySet<string>) =>
  (character: string): number | undefined =>
    gsm7.has(character) ? 1 : shifted.has(character) ? 2 : undefined

const codings: Readonly<Record<SmsEncoding, Coding>> = {
  gsm7: { single: 160, each: 153, sizeOf: sevenBit(extension) },
  // The header also names the table, 3 bytes.
  gsm7_turkish: { single: 155, each: 149, sizeOf: sevenBit(turkish) },
  ucs2: { single: 70, each: 67, sizeOf: (character) => character.length },
}

/**
 * How a text goes out as short messages: in the densest encoding that has all of its characters. None is torn between two messages.
 * @param hasTurkish whether the vendor sends with the Turkish table; otherwise ş, ğ, ı, İ and ç cost 16 bits for every character.
 */
export function smsParts(text: string, { hasTurkish }: { readonly hasTurkish: boolean }): SmsParts {
  const characters = [...text]
  const encoding = densest(characters, hasTurkish)
  const { single, each, sizeOf } = codings[encoding]
  const sizes = characters.map((character) => sizeOf(character) ?? 0)
  const units = sizes.reduce((sum, size) => sum + size, 0)
  const filled = units <= single ? [units] : fill(sizes, each)
  return {
    encoding,
    segments: filled.length,
    units,
    unitsLeft: (filled.length === 1 ? single : each) - (filled.at(-1) ?? 0),
    widening: [...new Set(characters.filter((character) => codings.gsm7.sizeOf(character) === undefined))],
  }
}

function densest(characters: readonly string[], hasTurkish: boolean): SmsEncoding {
  const order: readonly SmsEncoding[] = hasTurkish ? ['gsm7', 'gsm7_turkish'] : ['gsm7']
  const holdsAll = (encoding: SmsEncoding): boolean => characters.every((character) => codings[encoding].sizeOf(character) !== undefined)
  return order.find(holdsAll) ?? 'ucs2'
}

/** How full each message becomes. */
function fill(sizes: readonly number[], each: number): number[] {
  const filled = [0]
  for (const size of sizes) {
    const last = filled.length - 1
    const units = (filled[last] ?? 0) + size
    if (units <= each) filled[last] = units
    else filled.push(size)
  }
  return filled
}
