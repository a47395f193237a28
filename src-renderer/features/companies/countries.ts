const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']

/** Codes that Intl has a name for and that are no country: the European Union, the eurozone, the United Nations, and those for tests. */
const noCountries = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ'])

/** Every country by its code, in the order of its name in a language. */
export function countriesIn(language: string): { value: string; label: string }[] {
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' })
  const codes = letters.flatMap((first) => letters.map((second) => first + second)).filter((code) => !noCountries.has(code))
  return codes
    .flatMap((value) => {
      const label = names.of(value)
      return label === undefined ? [] : [{ value, label }]
    })
    .sort((one, other) => one.label.localeCompare(other.label, language))
}
