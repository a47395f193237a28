import { z } from 'zod'
import { optionalText } from '../../contract/fields.ts'
import { listOf, pageQuery } from '../../contract/pagination.ts'
import { route } from '../../contract/route.ts'
import { alarmKinds, alarmPriorities, alarmStates } from './alarm-kinds.contract.ts'

const time = z.iso.datetime()

export const alarm = z
  .object({
    id: z.int(),
    alarmKey: z.string(),
    kind: z.enum(alarmKinds),
    subjectId: z.int().nullable().describe('Id of the webhook or API key that it is about.'),
    subjectName: z.string().nullable(),
    priority: z.enum(alarmPriorities),
    state: z.enum(alarmStates),
    value: z.number().describe('As last measured while the condition was there, in the unit of the kind.'),
    threshold: z.number(),
    occurrences: z
      .int()
      .describe('How often the condition has come since the alarm opened first; it opens again while nobody has acknowledged.'),
    escalations: z.int().describe('How often others were told since it opened last, because nobody had acknowledged.'),
    openedAt: time,
    resolvedAt: time.nullable().describe('When the condition had gone.'),
    acknowledgedAt: time.nullable(),
    acknowledgedBy: z.string().nullable(),
    acknowledgeNote: z.string().nullable(),
    shelvedUntil: time.nullable(),
    shelvedBy: z.string().nullable(),
    shelveNote: z.string().nullable(),
    closedAt: time.nullable(),
  })
  .meta({ id: 'Alarm' })

export type Alarm = z.output<typeof alarm>

const tag = 'Alarms'
const read = { scope: 'alarms:read' } as const
const write = { scope: 'alarms:write' } as const
const params = z.strictObject({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) })

const maxShelveMinutes = 7 * 24 * 60

export const listAlarms = route({
  method: 'GET',
  path: '/api/alarms',
  operationId: 'list_alarms',
  summary: 'List alarms, newest first: those of now, or all that ever opened',
  tag,
  access: read,
  query: z.strictObject({
    page: pageQuery.optional(),
    state: z
      .enum(['current', ...alarmStates])
      .optional()
      .describe('current: whatever is not closed.'),
    kind: z.enum(alarmKinds).optional(),
    priority: z.enum(alarmPriorities).optional(),
  }),
  response: listOf(alarm),
  errors: ['invalid_cursor'],
})

export const countAlarms = route({
  method: 'GET',
  path: '/api/alarms/counts',
  operationId: 'count_alarms',
  summary: 'Count the alarms that are not closed, by state',
  tag,
  access: read,
  response: z.object({
    activeUnacknowledged: z.int(),
    activeAcknowledged: z.int(),
    returnedUnacknowledged: z.int(),
    shelved: z.int(),
  }),
})

export const getAlarm = route({
  method: 'GET',
  path: '/api/alarms/{id}',
  operationId: 'get_alarm',
  summary: 'Get an alarm',
  tag,
  access: read,
  params,
  response: alarm,
  errors: ['not_found'],
})

export const acknowledgeAlarm = route({
  method: 'POST',
  path: '/api/alarms/{id}/acknowledge',
  operationId: 'acknowledge_alarm',
  summary: 'Take note of an alarm: it escalates no further, and closes once its condition has gone',
  tag,
  access: write,
  params,
  body: z.strictObject({ note: optionalText.describe('What was found or done.') }),
  response: alarm,
  errors: ['not_found', 'conflict'],
  example: { body: { note: 'Alıcı yeniden başlatılıyor.' } },
})

export const shelveAlarm = route({
  method: 'POST',
  path: '/api/alarms/{id}/shelve',
  operationId: 'shelve_alarm',
  summary: 'Put an active alarm out of sight for a while: it tells nobody anything until then',
  tag,
  access: write,
  params,
  body: z.strictObject({
    minutes: z.int().min(1).max(maxShelveMinutes),
    note: optionalText.describe('Why it can wait.'),
  }),
  response: alarm,
  errors: ['not_found', 'conflict'],
  example: { body: { minutes: 60, note: "Bakım saat 14.00'te biter." } },
})

export const unshelveAlarm = route({
  method: 'POST',
  path: '/api/alarms/{id}/unshelve',
  operationId: 'unshelve_alarm',
  summary: 'Bring a shelved alarm back before its time',
  tag,
  access: write,
  params,
  response: alarm,
  errors: ['not_found', 'conflict'],
})
