import { z } from 'zod'
import { route } from '../../contract/route.ts'
import { alarmKinds, alarmPriorities } from './alarm-kinds.contract.ts'

const maxDelaySeconds = 86_400

const escalationStep = z.strictObject({
  afterMinutes: z.int().min(1).max(1_440).describe('How long nobody has acknowledged it, since it opened or since the step before.'),
  peopleIds: z.array(z.int().positive()).min(1).max(20).describe('Who is told then, whatever they have subscribed to.'),
})

export type EscalationStep = z.output<typeof escalationStep>

const settings = {
  isEnabled: z.boolean(),
  priority: z.enum(alarmPriorities),
  threshold: z.number().min(0).max(10_080).describe('At this value, or beyond it, the condition is there; in the unit of the kind.'),
  deadband: z.number().min(0).max(1_000).describe('How far back over the threshold the value has to come before the condition has gone.'),
  onDelaySeconds: z.int().min(0).max(maxDelaySeconds).describe('How long the condition has to last before the alarm opens.'),
  offDelaySeconds: z.int().min(0).max(maxDelaySeconds).describe('How long it has to be gone before the alarm resolves.'),
  escalation: z
    .array(escalationStep)
    .max(5)
    .describe('Who else is told while nobody acknowledges; the last step repeats until somebody does.'),
}

export const alarmRule = z
  .object({
    kind: z.enum(alarmKinds),
    unit: z.enum(['minutes', 'percent', 'days']).describe('What value, threshold and deadband are counted in.'),
    direction: z.enum(['above', 'below']).describe('On which side of the threshold the value is alarming.'),
    ...settings,
    version: z.int(),
    updatedAt: z.iso.datetime().nullable().describe('Null while it is as Interlock came.'),
  })
  .meta({ id: 'AlarmRule' })

export type AlarmRule = z.output<typeof alarmRule>

const alarmRuleChange = z
  .strictObject({ ...settings, version: z.int().min(0).describe('The version that was read; a newer one answers 409.') })
  .meta({ id: 'AlarmRuleChange' })

export type AlarmRuleChange = z.output<typeof alarmRuleChange>

const tag = 'Alarms'

export const listAlarmRules = route({
  method: 'GET',
  path: '/api/alarm-rules',
  operationId: 'list_alarm_rules',
  summary: 'List what is watched, with threshold, delays and escalation of each',
  tag,
  access: { scope: 'alarms:read' },
  response: z.object({ data: z.array(alarmRule) }),
})

export const updateAlarmRule = route({
  method: 'PUT',
  path: '/api/alarm-rules/{kind}',
  operationId: 'update_alarm_rule',
  summary: 'Set threshold, delays and escalation of what is watched',
  tag,
  access: { scope: 'company:write' },
  params: z.strictObject({ kind: z.enum(alarmKinds) }),
  body: alarmRuleChange,
  response: alarmRule,
  errors: ['version_conflict'],
  example: {
    params: { kind: 'disk_space' },
    body: {
      isEnabled: true,
      priority: 'high',
      threshold: 10,
      deadband: 2,
      onDelaySeconds: 60,
      offDelaySeconds: 300,
      escalation: [{ afterMinutes: 15, peopleIds: [1] }],
      version: 0,
    },
  },
})
