import { z } from 'zod'
import { route } from '../../contract/route.ts'
import { recordResources } from '../../contract/scopes.ts'

/** A record as a search tells of it. */
const foundRecord = z.object({
  recordType: z.enum(recordResources).describe('Plural of its type, `customers`.'),
  id: z.int(),
  key: z.string(),
  title: z.string(),
})

export const searchRecords = route({
  method: 'GET',
  path: '/api/search',
  operationId: 'search_records',
  summary: 'Find records of every type by key or by words',
  tag: 'Search',
  access: { scope: 'read' },
  query: z.strictObject({
    q: z.string().trim().min(1).max(200).describe('A key, its number, or words that begin like those of the record.'),
  }),
  response: z.object({ data: z.array(foundRecord) }),
})

export const listUsedTypes = route({
  method: 'GET',
  path: '/api/record-types',
  operationId: 'list_record_types',
  summary: 'List the record types, and which of them the company uses',
  tag: 'Search',
  access: { scope: 'read' },
  response: z.object({
    data: z.array(
      z.object({ recordType: z.enum(recordResources), hasRecords: z.boolean().describe('Whether there is at least one record.') }),
    ),
  }),
})
