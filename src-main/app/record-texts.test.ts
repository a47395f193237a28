import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { root } from '../../scripts/run-command.ts'
import type { DeclaredType } from '../records/declared-records.ts'
import { recordTypes } from './record-types.ts'

/** These have pages of their own. */
const withOwnPages = ['customers', 'jobs', 'invoices']
const types = recordTypes.filter(({ plural }) => !withOwnPages.includes(plural))

/** Texts that the window's pages of any record type ask for. */
const shared = [
  ...['new', 'saved', 'list.title', 'list.description', 'filter.text', 'empty.title', 'empty.description'],
  ...['form.newTitle', 'form.newDescription', 'form.create', 'form.save', 'part.history'],
]

const textsOf = (plural: string): unknown => JSON.parse(readFileSync(join(root, 'resources', 'locales', 'en', `${plural}.json`), 'utf8'))

const textAt = (texts: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((inner, name) => (inner as Record<string, unknown> | undefined)?.[name], texts)

/** The values of a field that holds one of a closed list. */
function choicesOf(schema: unknown): readonly string[] {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodNullable) return choicesOf(schema.def.innerType)
  return schema instanceof z.ZodEnum ? schema.options.map(String) : []
}

function wantedTexts(type: DeclaredType): string[] {
  const elsewhere = Object.keys(type.status?.setElsewhere ?? {})
  const fields = { ...type.create.shape, ...type.computed }
  return [
    ...shared,
    ...(type.isImmutable === true ? [] : ['deletion', 'form.editTitle']),
    ...['key', ...Object.keys(fields), 'createdAt', 'updatedAt'].map((name) => `field.${name}`),
    ...type.statuses.flatMap((status) => [`status.${status}`, ...(elsewhere.includes(status) ? [] : [`transition.${status}`])]),
    ...Object.keys(type.ownEvents ?? {}).map((name) => `history.${name}`),
    ...Object.entries(fields).flatMap(([name, schema]) => choicesOf(schema).map((value) => `choice.${name}.${value}`)),
  ]
}

// The other languages have the keys of English: scripts/check-locales.ts.
test.each(types.map((type) => [type.plural, type] as const))('the window finds every text of %s', (plural, type) => {
  const texts = textsOf(plural)
  expect(wantedTexts(type).filter((path) => typeof textAt(texts, path) !== 'string')).toEqual([])
})
