import { describe, expect, it } from 'vitest'
import customers from '../../resources/locales/en/customers.json' with { type: 'json' }
import jobs from '../../resources/locales/en/jobs.json' with { type: 'json' }
import { customerType } from '../../src-main/features/customers/customers.contract.ts'
import { jobType } from '../../src-main/features/jobs/jobs.contract.ts'

/** Texts that the shared record pages ask for by names out of the declaration, which `locales.test.ts` cannot see. */
const shared = [
  'new',
  'list.title',
  'list.description',
  'filter.text',
  'empty.title',
  'empty.description',
  'form.newTitle',
  'form.editTitle',
]

const textAt = (texts: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((inner, name) => (inner as Record<string, unknown> | undefined)?.[name], texts)

const kinds = [
  { type: customerType, texts: customers },
  { type: { ...jobType, reasonFor: ['on_hold', 'canceled'] }, texts: jobs },
] as const

describe.each(kinds)('texts of $type.plural', ({ type, texts }) => {
  it('name every declared field, status and transition', () => {
    const elsewhere = Object.keys(('status' in type && type.status?.setElsewhere) || {})
    const reachable = type.statuses.filter((status: string) => !elsewhere.includes(status))
    const wanted = [
      ...shared,
      ...['key', ...Object.keys({ ...type.fields, ...type.computed }), 'createdAt', 'updatedAt'].map((name) => `field.${name}`),
      ...type.statuses.map((status: string) => `status.${status}`),
      ...reachable.map((status: string) => `transition.${status}`),
      ...('reasonFor' in type ? type.reasonFor.map((status) => `reason.${status}`) : []),
    ]
    expect(wanted.filter((path) => typeof textAt(texts, path) !== 'string')).toEqual([])
  })
})
