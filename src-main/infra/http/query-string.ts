/**
 * Parses a query string with one level of brackets: `status=planned&page[limit]=20&created_at[gte]=2026-01-01` becomes
 * `{ status: 'planned', page: { limit: '20' }, created_at: { gte: '2026-01-01' } }`. Of a repeated parameter the last one counts.
 */
export function parseQueryString(queryString: string): Record<string, unknown> {
  const result: Record<string, unknown> = Object.create(null)
  for (const [key, value] of new URLSearchParams(queryString)) {
    const match = /^([^[\]]+)\[([^[\]]+)\]$/.exec(key)
    if (match?.[1] === undefined || match[2] === undefined) {
      result[key] = value
      continue
    }
    const group = result[match[1]]
    if (typeof group === 'object' && group !== null) Object.assign(group, { [match[2]]: value })
    else result[match[1]] = { [match[2]]: value }
  }
  return result
}
