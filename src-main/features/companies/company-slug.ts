const turkish: Readonly<Record<string, string>> = { ç: 'c', ğ: 'g', ı: 'i', ö: 'o', ş: 's', ü: 'u' }

const maxLength = 40

/** Names that Windows keeps for devices; the slug names a folder. */
const deviceName = /^(?:con|prn|aux|nul|com\d|lpt\d)$/

/** A folder and address name of a company: a-z, 0-9 and hyphens, at most 40 characters, never empty. */
export function slugOf(name: string): string {
  const folded = name
    .toLocaleLowerCase('tr')
    .replaceAll(/[çğıöşü]/g, (letter) => turkish[letter] ?? letter)
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
  const slug = trimHyphens(trimHyphens(folded.replaceAll(/[^a-z0-9]+/g, '-')).slice(0, maxLength))
  if (slug === '') return 'company'
  return deviceName.test(slug) ? `company-${slug}` : slug
}

/** The first of `slug`, `slug-2`, `slug-3` ... that is free. */
export function freeSlug(slug: string, isTaken: (slug: string) => boolean): string {
  let candidate = slug
  for (let number = 2; isTaken(candidate); number += 1) candidate = `${slug}-${number}`
  return candidate
}

const trimHyphens = (text: string): string => text.replaceAll(/^-+|-+$/g, '')
