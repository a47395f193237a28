import { z } from 'zod'
import { countedPageQuery } from './pagination.ts'
import { snakeCase } from './wire.ts'

/** How a field can be filtered: keyword `eq ne in`, text `eq contains`, number and time `eq gt gte lt lte`, flag `eq`, list `has`. */
export type FilterKind = 'keyword' | 'text' | 'number' | 'time' | 'flag' | 'list'

/** The first of each is meant where a filter names none: `status=planned`. */
export const filterOperators = {
  keyword: ['eq', 'ne', 'in'],
  text: ['eq', 'contains'],
  number: ['eq', 'gt', 'gte', 'lt', 'lte'],
  time: ['eq', 'gt', 'gte', 'lt', 'lte'],
  flag: ['eq'],
  list: ['has'],
} as const satisfies Record<FilterKind, readonly string[]>

interface Listed {
  readonly filters: Readonly<Record<string, FilterKind>>
  readonly sorts: readonly string[]
  readonly search: readonly string[]
  /** Field by field the type that it refers to. */
  readonly expandable: Readonly<Record<string, string>>
  /** Every field of the resource. */
  readonly resourceFields: readonly string[]
}

const filterSchema = (kind: FilterKind) =>
  z
    .union([
      z.string().min(1),
      z.strictObject(Object.fromEntries(filterOperators[kind].map((operator) => [operator, z.string().min(1).optional()]))),
    ])
    .meta({ id: `${kind.charAt(0).toUpperCase()}${kind.slice(1)}Filter` })

/** One schema a kind, which every list refers to. */
const filterSchemas = {
  keyword: filterSchema('keyword'),
  text: filterSchema('text'),
  number: filterSchema('number'),
  time: filterSchema('time'),
  flag: filterSchema('flag'),
  list: filterSchema('list'),
} as const satisfies Record<FilterKind, z.ZodType>

/** `customer` of `customerId`: what `expand` calls a reference, and where the expanded record stands. */
export const expandedName = (field: string): string => field.replace(/Id$/, '')

/** Comma-separated names of a closed list. */
const namesOf = (allowed: readonly string[]) => {
  const known = allowed.map(snakeCase)
  return z
    .string()
    .max(2_000)
    .refine((text) => text.split(',').every((name) => known.includes(name)), `must be names of: ${known.join(', ')}`)
    .optional()
}

/** `fields` and `expand` of reads of one record and of lists. */
export function readingQuery({ expandable, resourceFields }: Pick<Listed, 'expandable' | 'resourceFields'>) {
  const names = Object.keys(expandable).map(expandedName)
  return {
    fields: namesOf(resourceFields).describe('Only these fields, separated by commas.'),
    ...(names.length === 0
      ? {}
      : { expand: namesOf(names).describe(`Whole records instead of ids alone: ${names.map(snakeCase).join(', ')}.`) }),
  }
}

/** The query of a list: page, sort, filters, search, `fields` and `expand`; the same grammar for every type. */
export function listQuery(listed: Listed) {
  const sortable = ['id', ...listed.sorts].map(snakeCase)
  return z.strictObject({
    page: countedPageQuery.optional(),
    sort: z
      .enum([...sortable, ...sortable.map((name) => `-${name}`)])
      .default('-id')
      .describe('Field to sort by; a leading minus is descending.'),
    ...(listed.search.length === 0
      ? {}
      : {
          q: z
            .string()
            .trim()
            .min(1)
            .max(200)
            .optional()
            .describe(`Words that begin like these, in ${listed.search.map(snakeCase).join(', ')} or the key.`),
        }),
    ...readingQuery(listed),
    ...Object.fromEntries(
      Object.entries(listed.filters).map(([name, kind]) => [
        name,
        filterSchemas[kind]
          .optional()
          .describe(`Filter: ${snakeCase(name)}=value or ${snakeCase(name)}[${filterOperators[kind].join('|')}]=value.`),
      ]),
    ),
  })
}
