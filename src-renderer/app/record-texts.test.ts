import { describe, expect, it } from 'vitest'
import { locales } from '../../src-main/contract/fields.ts'
import { fieldShape } from '../lib/record-fields.ts'
import { type RecordBase, type RecordTypeOf, schemasOf } from '../lib/record-type.ts'
import { statusLooks } from '../ui/record-status-looks.ts'
import { recordViews } from './record-views.ts'

const files = import.meta.glob<Record<string, unknown>>('../../resources/locales/*/*.json', { import: 'default', eager: true })

/** Texts that the shared record pages ask for by names out of the declaration, which `locales.test.ts` cannot see. */
const shared = ['new', 'saved', 'list.title', 'list.description', 'filter.text', 'empty.title', 'empty.description']
const forms = ['form.newTitle', 'form.newDescription', 'form.create']
const edits = ['form.editTitle', 'form.save', 'deletion']

const textAt = (texts: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((inner, name) => (inner as Record<string, unknown> | undefined)?.[name], texts)

/** Invoices have pages of their own, which `locales.test.ts` sees. */
const views = recordViews.filter(({ type }) => type.plural !== 'invoices')

function wantedTexts(type: RecordTypeOf<RecordBase>): readonly string[] {
  const reachable = new Set(Object.values(type.status?.transitions ?? {}).flat())
  const elsewhere = Object.keys(type.status?.setElsewhere ?? {})
  const choices = Object.entries(schemasOf(type)).flatMap(([name, schema]) => {
    const shape = fieldShape(schema)
    return shape.kind === 'currency' ? [] : shape.choices.map((value) => `choice.${name}.${value}`)
  })
  return [
    ...shared,
    ...forms,
    ...(type.isImmutable === true ? [] : edits),
    ...['key', ...Object.keys(schemasOf(type))].map((name) => `field.${name}`),
    ...(type.statuses.length === 0 ? [] : ['field.status']),
    ...type.statuses.map((status) => `status.${status}`),
    ...[...reachable].filter((status) => !elsewhere.includes(status)).map((status) => `transition.${status}`),
    ...choices,
  ]
}

describe.each(views.map(({ type }) => ({ plural: type.plural, type })))('texts of $plural', ({ plural, type }) => {
  it.each(locales)('name in %s every declared field, choice, status and transition', (language) => {
    const texts = files[`../../resources/locales/${language}/${plural}.json`]
    // A text may have a form for one and a form for many.
    const isSaid = (path: string): boolean => [path, `${path}_other`].some((candidate) => typeof textAt(texts, candidate) === 'string')
    expect(wantedTexts(type).filter((path) => !isSaid(path))).toEqual([])
  })
})

describe('statuses', () => {
  it('all have a colour and an icon', () => {
    const statuses = recordViews.flatMap(({ type }) => type.statuses)
    expect(statuses.filter((status) => statusLooks[status] === undefined)).toEqual([])
  })
})
