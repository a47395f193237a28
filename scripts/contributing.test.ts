import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './run-command.ts'

const text = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8')

const [recordDiff = '', connectorDiff = ''] = [...text.matchAll(/```diff\n([\s\S]*?)```/g)].map(([, diff]) => diff)

/** The lines that a diff of the guide adds, by file. */
function addedLines(diff: string): Map<string, string[]> {
  const files = new Map<string, string[]>()
  let lines: string[] = []
  for (const line of diff.split('\n')) {
    const [, path] = /^\+\+\+ b\/(.+)$/.exec(line) ?? []
    if (path !== undefined) {
      lines = []
      files.set(path, lines)
    } else if (line.startsWith('+')) lines.push(line.slice(1))
  }
  return files
}

test('the record type that CONTRIBUTING adds is the one that is there, to the letter', () => {
  const files = addedLines(recordDiff)
  expect([...files.keys()]).toEqual([
    'src-main/features/near-misses/near-misses.contract.ts',
    'src-main/features/near-misses/near-misses.table.ts',
    'src-main/features/near-misses/near-misses.records.ts',
    'src-main/app/record-types.ts',
    'src-main/contract/scopes.ts',
    'src-renderer/app/record-views.ts',
  ])
  expectAsThere(files, 'src-main/features/')
})

test('so is the connector', () => {
  const files = addedLines(connectorDiff)
  expect([...files.keys()]).toEqual(['src-main/connectors/rest/rest.connector.ts', 'src-main/connectors/registry.ts'])
  expectAsThere(files, 'src-main/connectors/rest/')
})

/** New files whole, below a folder; of others each line. */
function expectAsThere(files: ReadonlyMap<string, readonly string[]>, folder: string): void {
  for (const [path, added] of files) {
    const content = readFileSync(join(root, path), 'utf8')
    if (path.startsWith(folder)) expect(`${added.join('\n')}\n`, path).toBe(content)
    else for (const line of added.filter((one) => one.startsWith('import'))) expect(content.split('\n'), path).toContain(line)
  }
}
