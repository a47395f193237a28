import { globSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const stamp = (root: string): string => join(root, 'out', '.built')

/** What goes into out/. */
const sources = ['src-*/**/*', 'resources/locales/**/*', 'electron.vite.config.ts', 'package-lock.json']

export const markBuilt = (root: string): void => writeFileSync(stamp(root), '')

/** Whether out/ is there and no source is newer. */
export function isBuilt(root: string): boolean {
  const builtAt = statSync(stamp(root), { throwIfNoEntry: false })?.mtimeMs
  if (builtAt === undefined) return false
  return globSync(sources, { cwd: root }).every((path) => (statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0) <= builtAt)
}
