/** Encodes a query as the API reads it: `page[after]=..`, `created_at[gte]=..`, lists joined by commas, what is undefined or null left out. */
export function queryString(query: unknown): string {
  const search = new URLSearchParams()
  if (typeof query !== 'object' || query === null) return ''
  for (const [name, value] of Object.entries(query)) append(search, name, value)
  return search.toString()
}

function append(search: URLSearchParams, name: string, value: unknown): void {
  if (value === undefined || value === null) return
  if (Array.isArray(value)) search.append(name, value.join(','))
  else if (typeof value === 'object') for (const [inner, item] of Object.entries(value)) append(search, `${name}[${inner}]`, item)
  else search.append(name, String(value))
}
