import { describe, expect, it } from 'vitest'
import { errorStatuses } from '../../src-main/contract/error-codes.ts'
import { locales } from '../../src-main/contract/fields.ts'
import { transportCodes } from '../lib/api-error.ts'

const files = import.meta.glob<Record<string, unknown>>('../../resources/locales/*/*.json', { import: 'default', eager: true })
const sources = import.meta.glob<string>(['../**/*.{ts,tsx}', '!../**/*.test.{ts,tsx}'], { query: '?raw', import: 'default', eager: true })

function flatten(value: unknown, path: string): ReadonlyArray<readonly [string, unknown]> {
  if (typeof value !== 'object' || value === null) return [[path, value]]
  return Object.entries(value).flatMap(([name, item]) => flatten(item, path === '' ? name : `${path}.${name}`))
}

/** `{ 'app:navigation.jobs': 'Jobs', … }` of one language. */
function textsOf(language: string): Readonly<Record<string, unknown>> {
  const own = Object.entries(files).filter(([path]) => path.includes(`/locales/${language}/`))
  return Object.fromEntries(
    own.flatMap(([path, content]) => {
      const namespace = path.slice(path.lastIndexOf('/') + 1, -'.json'.length)
      return flatten(content, '').map(([key, text]) => [`${namespace}:${key}`, text] as const)
    }),
  )
}

/** The keys that a source file asks for literally, by its one namespace. */
function keysUsedIn(source: string): readonly string[] {
  const namespace = /useTranslation\('([\w-]+)'\)/.exec(source)?.[1]
  return [...source.matchAll(/\bt\('([\w.:-]+)'/g)].flatMap(([, key]) =>
    key === undefined ? [] : key.includes(':') ? [key] : [`${namespace}:${key}`],
  )
}

const english = textsOf('en')
const placeholders = (text: unknown): readonly string[] => [...String(text).matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1] ?? '').sort()

describe.each(locales)('texts in %s', (language) => {
  const texts = textsOf(language)

  it('have exactly the keys of English', () => {
    expect(Object.keys(texts).sort()).toEqual(Object.keys(english).sort())
  })

  it('are never empty and keep every placeholder', () => {
    const wrong = Object.entries(texts).filter(
      ([key, text]) => typeof text !== 'string' || text.trim() === '' || placeholders(text).join() !== placeholders(english[key]).join(),
    )
    expect(wrong).toEqual([])
  })

  it('say for each error code what happened and what to do', () => {
    const codes = [...Object.keys(errorStatuses), ...transportCodes, 'unexpected']
    const missing = codes.flatMap((code) => [`errors:${code}.title`, `errors:${code}.help`]).filter((key) => texts[key] === undefined)
    expect(missing).toEqual([])
  })
})

describe('source files', () => {
  it('ask only for texts that exist', () => {
    const exists = (key: string): boolean => [key, `${key}_other`].some((candidate) => english[candidate] !== undefined)
    const missing = Object.entries(sources).flatMap(([path, source]) =>
      keysUsedIn(source)
        .filter((key) => !exists(key))
        .map((key) => `${path} ${key}`),
    )
    expect(missing).toEqual([])
  })
})
