/**
 * A range as Google writes it (https://developers.google.com/workspace/sheets/api/guides/concepts#cell). The name of the sheet always stands in quotes,
 * since one such as `Şubat 2026` or `A1` means something else without them; a quote in it is doubled.
 * @param cells `A:C`, `B2:D10`; null for the whole sheet.
 */
export function rangeOf(sheet: string, cells: string | null): string {
  const quoted = `'${sheet.replaceAll("'", "''")}'`
  return cells === null ? quoted : `${quoted}!${cells}`
}
