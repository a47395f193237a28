import fc from 'fast-check'
import { SegmentedMessage } from 'sms-segments-calculator'
import { describe, expect, test } from 'vitest'
import { smsParts } from './sms-text.ts'

const turkishTable = { hasTurkish: true }
const without = { hasTurkish: false }

const plain = [...'@£$¥èéùìòÇ\nØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCZÄÖÑÜ§¿abczäöñüà']
const extended = [...'^{}\\[~]|€']
const shifted = [...'ĞİŞçğış']
const other = [...'âŷЖ日“”–']

describe('a text takes', () => {
  test.each([
    ['a'.repeat(160), { encoding: 'gsm7', segments: 1, units: 160, unitsLeft: 0 }],
    ['a'.repeat(161), { encoding: 'gsm7', segments: 2, units: 161, unitsLeft: 145 }],
    ['a'.repeat(306), { encoding: 'gsm7', segments: 2, units: 306, unitsLeft: 0 }],
    ['€'.repeat(80), { encoding: 'gsm7', segments: 1, units: 160, unitsLeft: 0 }],
    [`ş${'a'.repeat(153)}`, { encoding: 'gsm7_turkish', segments: 1, units: 155, unitsLeft: 0 }],
    [`ş${'a'.repeat(154)}`, { encoding: 'gsm7_turkish', segments: 2, units: 156, unitsLeft: 142 }],
    [`ş${'a'.repeat(296)}`, { encoding: 'gsm7_turkish', segments: 2, units: 298, unitsLeft: 0 }],
    ['Ж'.repeat(70), { encoding: 'ucs2', segments: 1, units: 70, unitsLeft: 0 }],
    ['Ж'.repeat(71), { encoding: 'ucs2', segments: 2, units: 71, unitsLeft: 63 }],
    ['', { encoding: 'gsm7', segments: 1, units: 0, unitsLeft: 160 }],
  ])('%j: %j', (text, expected) => expect(smsParts(text, turkishTable)).toMatchObject(expected))

  test('twice the messages where the vendor has no Turkish table', () => {
    const text = 'Sayın müşterimiz, siparişiniz yola çıktı. Takip için bağlantıya dokunun, iyi günler dileriz.'
    expect(smsParts(text, turkishTable)).toMatchObject({ encoding: 'gsm7_turkish', segments: 1 })
    expect(smsParts(text, without)).toMatchObject({ encoding: 'ucs2', segments: 2, widening: ['ı', 'ş', 'ç', 'ğ'] })
  })
})

test('no character is torn between two messages: an escaped one moves on whole', () => {
  const text = `${'a'.repeat(152)}€${'a'.repeat(152)}`
  expect(smsParts(text, without)).toMatchObject({ segments: 3, units: 306, unitsLeft: 152 })
  const emoji = `${'Ж'.repeat(66)}😀${'Ж'.repeat(10)}`
  expect(smsParts(emoji, without)).toMatchObject({ segments: 2, units: 78, unitsLeft: 67 - 12 })
})

test('ç, ğ, ı, ş, Ğ, İ and Ş widen, while Ç, Ö, Ü, ö and ü are in the plain alphabet', () => {
  expect(smsParts('ÇĞIİÖŞÜçğıiöşü', without).widening).toEqual(['Ğ', 'İ', 'Ş', 'ç', 'ğ', 'ı', 'ş'])
})

const textOf = (alphabet: readonly string[]) => fc.array(fc.constantFrom(...alphabet), { maxLength: 700 }).map((parts) => parts.join(''))

describe('for any text', () => {
  test('without the Turkish table it counts as Twilio does', () => {
    fc.assert(
      fc.property(fc.oneof(textOf([...plain, ...extended]), textOf([...plain, ...extended, ...shifted, ...other])), (text) => {
        const { encoding, segments } = smsParts(text, without)
        const theirs = new SegmentedMessage(text)
        expect([encoding, segments]).toEqual([theirs.encodingName === 'GSM-7' ? 'gsm7' : 'ucs2', Math.max(1, theirs.segmentsCount)])
      }),
    )
  })

  test('what is sent fits: no more units than its messages hold, and one message less would not do', () => {
    fc.assert(
      fc.property(textOf([...plain, ...extended, ...shifted]), (text) => {
        const { encoding, segments, units, unitsLeft } = smsParts(text, turkishTable)
        const [single, each] = { gsm7: [160, 153], gsm7_turkish: [155, 149], ucs2: [70, 67] }[encoding] as [number, number]
        expect(unitsLeft).toBeGreaterThanOrEqual(0)
        expect(units).toBeLessThanOrEqual(segments === 1 ? single : segments * each)
        if (segments > 1) expect(units).toBeGreaterThan(segments === 2 ? single : (segments - 1) * (each - 1))
      }),
    )
  })

  test('the Turkish table is used only where it is needed, and never costs more messages', () => {
    fc.assert(
      fc.property(textOf([...plain, ...extended, ...shifted, ...other]), (text) => {
        const withTable = smsParts(text, turkishTable)
        expect(withTable.segments).toBeLessThanOrEqual(smsParts(text, without).segments)
        expect(withTable.encoding === 'gsm7').toBe(withTable.widening.length === 0)
        expect(withTable.encoding === 'ucs2').toBe(withTable.widening.some((character) => !shifted.includes(character)))
      }),
    )
  })
})
