import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './run-command.ts'

/** tr, en and id must have the same namespaces, keys and placeholders; plural forms may differ by language. */
const localesDir = join(root, 'resources', 'locales')
const reference = 'en'

type Texts = ReadonlyMap<string, string>

function readTexts(language: string): Texts {
  const texts = new Map<string, string>()
  for (const file of readdirSync(join(localesDir, language))) {
    const content: unknown = JSON.parse(readFileSync(join(localesDir, language, file), 'utf8'))
    collect(content, file.replace('.json', ''), texts)
  }
  return texts
}

function collect(value: unknown, path: string, texts: Map<string, string>): void {
  if (typeof value === 'string') texts.set(path.replace(/_(zero|one|two|few|many|other)$/, ''), value)
  else for (const [key, inner] of Object.entries(value ?? {})) collect(inner, `${path}.${key}`, texts)
}

// NB: a singular may leave the number out, so `count` is no placeholder that must be there.
const placeholders = (text: string): string =>
  [...text.matchAll(/\{\{\s*-?\s*(\w+)/g)]
    .map((match) => match[1])
    .filter((name) => name !== 'count')
    .sort()
    .join(', ')

function differences(language: string, expected: Texts, actual: Texts): string[] {
  const missing = [...expected.keys()].filter((key) => !actual.has(key)).map((key) => `${language} lacks ${key}`)
  const extra = [...actual.keys()].filter((key) => !expected.has(key)).map((key) => `${language} has ${key}, ${reference} does not`)
  const unlike = [...expected]
    .filter(([key, text]) => actual.has(key) && placeholders(text) !== placeholders(actual.get(key) ?? ''))
    .map(([key, text]) => `${language} ${key} needs the placeholders of ${reference}: ${placeholders(text)}`)
  return [...missing, ...extra, ...unlike]
}

const expected = readTexts(reference)
const problems = readdirSync(localesDir)
  .filter((language) => language !== reference)
  .flatMap((language) => differences(language, expected, readTexts(language)))
for (const problem of problems) console.log(problem)
process.exitCode = problems.length === 0 ? 0 : 1
