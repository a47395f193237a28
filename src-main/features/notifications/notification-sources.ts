import type { Scope } from '../../contract/scopes.ts'
import type { NotificationChannel, NotificationType, Severity } from './notifications.contract.ts'

type Json = Readonly<Record<string, unknown>>

/** How an event becomes a notification. `record` is the record in the event's data, as it was. */
export interface NotificationSource {
  readonly type: NotificationType
  readonly severity: (record: Json) => Severity
  /** Who is told, whatever they have subscribed to; undefined for everybody who has. */
  readonly peopleIds?: (record: Json, data: Json) => readonly number[]
  /** Told whatever they have subscribed to. */
  readonly isForced?: boolean
  /** Fields of the record that its text names. */
  readonly params: readonly string[]
}

/** What somebody must be allowed to read to be told of it, and where they are told unless they choose otherwise. */
export const typeRules: Readonly<Record<NotificationType, { readonly scope: Scope; readonly channels: readonly NotificationChannel[] }>> = {
  alarm: { scope: 'alarms:read', channels: ['window', 'desktop'] },
  alarm_resolved: { scope: 'alarms:read', channels: ['window'] },
  webhook_disabled: { scope: 'webhooks:read', channels: ['window', 'desktop'] },
  webhook_failing: { scope: 'webhooks:read', channels: ['window', 'desktop'] },
  webhook_enabled: { scope: 'webhooks:read', channels: ['window'] },
  connection_failed: { scope: 'integrations:read', channels: ['window', 'desktop'] },
  connection_restored: { scope: 'integrations:read', channels: ['window'] },
  message_failed: { scope: 'messages:write', channels: ['window'] },
  message_uncertain: { scope: 'messages:write', channels: ['window', 'desktop'] },
  api_key_ended: { scope: 'api_keys:read', channels: ['window'] },
  credential_ending: { scope: 'api_keys:read', channels: ['window', 'desktop'] },
  invoice_failed: { scope: 'invoices:read', channels: ['window', 'desktop'] },
  credits_low: { scope: 'credits:read', channels: ['window'] },
  stock_low: { scope: 'inventory_items:read', channels: ['window'] },
  ticket_assigned: { scope: 'tickets:read', channels: ['window', 'desktop'] },
  downtime_started: { scope: 'downtimes:read', channels: ['window'] },
  safety_reported: { scope: 'incidents:read', channels: ['window', 'desktop'] },
}

const always = (severity: Severity) => (): Severity => severity

const ofPriority: Readonly<Record<string, Severity>> = { low: 'info', medium: 'warning', high: 'error', critical: 'critical' }
const alarmSeverity = ({ priority }: Json): Severity => ofPriority[String(priority)] ?? 'warning'

const ofHarm: Readonly<Record<string, Severity>> = { minor: 'warning', moderate: 'error', serious: 'critical', fatal: 'critical' }

const alarmParams = ['kind', 'subject_name', 'value', 'threshold', 'priority']

const credentialParams = ['kind', 'name', 'days_left']

/** The events that people are told of. */
export const notificationSources: Readonly<Record<string, NotificationSource>> = {
  'alarm.opened': { type: 'alarm', severity: alarmSeverity, params: alarmParams },
  'alarm.unshelved': { type: 'alarm', severity: alarmSeverity, params: alarmParams },
  'alarm.escalated': {
    type: 'alarm',
    severity: alarmSeverity,
    peopleIds: (_, data) => data['people_ids'] as number[], // as the feature alarms writes it
    isForced: true,
    params: alarmParams,
  },
  'alarm.resolved': { type: 'alarm_resolved', severity: always('info'), params: alarmParams },
  'webhook.disabled': { type: 'webhook_disabled', severity: always('error'), params: ['name'] },
  'webhook.failing': { type: 'webhook_failing', severity: always('warning'), params: ['name', 'failing_days'] },
  'webhook.enabled': { type: 'webhook_enabled', severity: always('info'), params: ['name'] },
  'connection.failed': { type: 'connection_failed', severity: always('error'), params: ['name'] },
  'connection.restored': { type: 'connection_restored', severity: always('info'), params: ['name'] },
  'message.failed': { type: 'message_failed', severity: always('error'), params: ['message_key', 'connection_name'] },
  'message.uncertain': { type: 'message_uncertain', severity: always('warning'), params: ['message_key', 'connection_name'] },
  'api_key.expired': { type: 'api_key_ended', severity: always('warning'), params: ['name'] },
  'api_key.revoked': { type: 'api_key_ended', severity: always('info'), params: ['name'] },
  'credential.expiring': {
    type: 'credential_ending',
    severity: ({ days_left }) => (Number(days_left) > 7 ? 'info' : 'warning'),
    params: credentialParams,
  },
  'credential.expired': { type: 'credential_ending', severity: always('error'), params: credentialParams },
  'invoice.failed': { type: 'invoice_failed', severity: always('error'), params: ['customer_name'] },
  'credit.low': { type: 'credits_low', severity: always('warning'), params: ['balance_after'] },
  'inventory_item.low_stock': { type: 'stock_low', severity: always('warning'), params: ['name', 'quantity_on_hand', 'unit'] },
  'ticket.assigned': {
    type: 'ticket_assigned',
    severity: always('info'),
    peopleIds: ({ assignee_id }) => [Number(assignee_id)],
    params: ['title'],
  },
  'downtime.started': { type: 'downtime_started', severity: always('warning'), params: ['asset_name', 'reason'] },
  'incident.reported': {
    type: 'safety_reported',
    severity: ({ severity }) => ofHarm[String(severity)] ?? 'error',
    params: ['title', 'location'],
  },
  'near_miss.reported': { type: 'safety_reported', severity: always('warning'), params: ['title', 'location'] },
}
