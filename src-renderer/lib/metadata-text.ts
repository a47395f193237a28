/** `name=text`, one a line; undefined when a line is none. */
export function metadataOf(text: string): Record<string, string> | undefined {
  const entries = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => /^\s*([^=]+?)\s*=\s*(.*?)\s*$/.exec(line))
  if (entries.some((entry) => entry === null)) return undefined
  return Object.fromEntries(entries.map((entry) => [entry?.[1] ?? '', entry?.[2] ?? '']))
}

export const metadataText = (metadata: Readonly<Record<string, string>>): string =>
  Object.entries(metadata)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n')
