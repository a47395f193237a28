import { z } from 'zod'
import { listOf, pageQuery } from '../../contract/pagination.ts'
import { route } from '../../contract/route.ts'

/** What people are told of, each to be subscribed to by itself. */
export const notificationTypes = [
  'alarm',
  'alarm_resolved',
  'webhook_disabled',
  'webhook_failing',
  'webhook_enabled',
  'connection_failed',
  'connection_restored',
  'message_failed',
  'message_uncertain',
  'api_key_ended',
  'credential_ending',
  'invoice_failed',
  'credits_low',
  'stock_low',
  'ticket_assigned',
  'downtime_started',
  'safety_reported',
] as const
export type NotificationType = (typeof notificationTypes)[number]

/** In the order of urgency; a critical one waits for no digest and no end of quiet hours. */
export const severities = ['info', 'warning', 'error', 'critical'] as const
export type Severity = (typeof severities)[number]

/** How somebody can be told: in the bell of the window, by the desktop beside whatever else is on the screen, and where they read anyway. */
export const notificationChannels = ['window', 'desktop', 'mail', 'chat'] as const
export type NotificationChannel = (typeof notificationChannels)[number]
/** Those that are messages. */
export type MessageChannel = Extract<NotificationChannel, 'mail' | 'chat'>

export const digests = ['off', 'hourly', 'daily'] as const

export const notification = z
  .object({
    id: z.int(),
    type: z.enum(notificationTypes),
    severity: z.enum(severities),
    event: z.string(),
    eventId: z.string(),
    recordType: z.string(),
    recordId: z.int(),
    recordKey: z.string(),
    params: z
      .record(z.string(), z.union([z.string(), z.number()]))
      .describe('What its text says beside the key: names and values of the record at that time.'),
    readAt: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Notification' })

export type Notification = z.output<typeof notification>

/** `22:30` */
const timeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 22:30')

const subscription = z.strictObject({
  type: z.enum(notificationTypes),
  channels: z.array(z.enum(notificationChannels)).max(notificationChannels.length),
})

const choices = {
  subscriptions: z.array(subscription).max(notificationTypes.length).describe('One a type; a type that is left out stays as it is.'),
  quietFrom: timeOfDay.nullable().describe('From when on all but the window stays quiet, in the time zone of the company; null for never.'),
  quietTo: timeOfDay.nullable(),
  digest: z.enum(digests).describe('Whether what is not critical comes in one piece, every hour or once a day.'),
  digestAt: timeOfDay.describe('When the daily one comes.'),
  chat: z
    .strictObject({
      connectionId: z.int().positive(),
      to: z.string().trim().min(1).max(200).describe('Channel, chat or person, as the vendor names it.'),
    })
    .nullable()
    .optional()
    .describe('Where chat messages go; left out it stays, and without one none is sent.'),
}

const notificationSettings = z
  .object({
    ...choices,
    channels: z.array(z.enum(notificationChannels)).describe('Those that there are: mail and chat need a connection that sends them.'),
    mailAddress: z.string().describe('Where mails go: the address of the account.'),
    chatConnections: z.array(z.object({ id: z.int(), name: z.string() })).describe('The connections that send chat messages.'),
    timeZone: z.string(),
  })
  .meta({ id: 'NotificationSettings' })

export type NotificationSettings = z.output<typeof notificationSettings>
export type ChatAddress = NonNullable<NotificationSettings['chat']>

const settingsChange = z
  .strictObject(choices)
  .refine(({ quietFrom, quietTo }) => (quietFrom === null) === (quietTo === null), {
    path: ['quietTo'],
    message: 'quiet hours have both a beginning and an end',
  })
  .meta({ id: 'NotificationSettingsChange' })

export type NotificationSettingsChange = z.output<typeof settingsChange>

const tag = 'Notifications'
const access = 'signed_in'
const counts = z.object({
  unread: z.int(),
  due: z.int().describe('How many the desktop has still to show; claim them.'),
})

export const listNotifications = route({
  method: 'GET',
  path: '/api/notifications',
  operationId: 'list_notifications',
  summary: "List one's own notifications, newest first",
  tag,
  access,
  query: z.strictObject({
    page: pageQuery.optional(),
    state: z.enum(['unread', 'read']).optional(),
    type: z.enum(notificationTypes).optional(),
    severity: z.enum(severities).optional(),
  }),
  response: listOf(notification),
  errors: ['invalid_cursor'],
})

export const countNotifications = route({
  method: 'GET',
  path: '/api/notifications/counts',
  operationId: 'count_notifications',
  summary: "Count one's own unread notifications",
  tag,
  access,
  response: counts,
})

export const readNotification = route({
  method: 'POST',
  path: '/api/notifications/{id}/read',
  operationId: 'read_notification',
  summary: 'Mark a notification as read',
  tag,
  access,
  params: z.strictObject({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) }),
  response: notification,
  errors: ['not_found'],
})

export const readAllNotifications = route({
  method: 'POST',
  path: '/api/notifications/read-all',
  operationId: 'read_all_notifications',
  summary: 'Mark every notification as read that came up to one that was seen',
  tag,
  access,
  body: z.strictObject({ upToId: z.int().positive().describe('What came after it stays unread.') }),
  response: counts,
})

export const claimNotifications = route({
  method: 'POST',
  path: '/api/notifications/claim',
  operationId: 'claim_notifications',
  summary: 'Take over the notifications that the desktop has to show now; whoever takes them shows them, and nobody gets them again',
  tag,
  access,
  response: z.object({
    data: z.array(notification).describe('The newest of them.'),
    total: z.int().describe('All that were taken over; more than one are shown as one.'),
  }),
})

export const getNotificationSettings = route({
  method: 'GET',
  path: '/api/notification-settings',
  operationId: 'get_notification_settings',
  summary: 'Get what one is told of, how and when',
  tag,
  access,
  response: notificationSettings,
})

export const updateNotificationSettings = route({
  method: 'PUT',
  path: '/api/notification-settings',
  operationId: 'update_notification_settings',
  summary: 'Choose what one is told of, how and when',
  tag,
  access,
  body: settingsChange,
  response: notificationSettings,
  example: {
    body: {
      subscriptions: [{ type: 'alarm', channels: ['window', 'desktop'] }],
      quietFrom: '22:00',
      quietTo: '06:30',
      digest: 'off',
      digestAt: '08:30',
    },
  },
})
