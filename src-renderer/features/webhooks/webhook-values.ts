import { defaultRetrySchedule } from '../../../src-main/features/webhooks/webhook-settings.contract.ts'
import { formatSchedule, parseSchedule } from './schedule-text.ts'
import type { Webhook, WebhookInput } from './webhooks.queries.ts'

/** What the form of a webhook holds, as it is written in its fields. */
export interface WebhookValues {
  readonly name: string
  readonly url: string
  readonly description: string
  readonly events: readonly string[]
  readonly filter: string
  readonly timeoutSeconds: number | string
  readonly retryCount: number | string
  readonly retrySchedule: string
  readonly ratePerSecond: number | string
  readonly maxConcurrent: number | string
  readonly isOrdered: boolean
}

export const newWebhook: WebhookValues = {
  name: '',
  url: '',
  description: '',
  events: [],
  filter: '',
  timeoutSeconds: 30,
  retryCount: defaultRetrySchedule.length,
  retrySchedule: formatSchedule(defaultRetrySchedule),
  ratePerSecond: '',
  maxConcurrent: '',
  isOrdered: false,
}

export const valuesOf = (webhook: Webhook): WebhookValues => ({
  name: webhook.name,
  url: webhook.url,
  description: webhook.description ?? '',
  events: webhook.events,
  filter: webhook.filter ?? '',
  timeoutSeconds: webhook.timeoutSeconds,
  retryCount: webhook.retryCount,
  retrySchedule: formatSchedule(webhook.retrySchedule),
  ratePerSecond: webhook.ratePerSecond ?? '',
  maxConcurrent: webhook.maxConcurrent ?? '',
  isOrdered: webhook.isOrdered,
})

export const orNull = (text: string): string | null => (text.trim() === '' ? null : text)
const numberOrNull = (value: number | string): number | null => (value === '' ? null : Number(value))

export const bodyOf = (values: WebhookValues): Omit<WebhookInput, 'headers'> => ({
  name: values.name,
  url: values.url,
  description: orNull(values.description),
  events: [...values.events],
  filter: orNull(values.filter),
  timeoutSeconds: Number(values.timeoutSeconds),
  retryCount: Number(values.retryCount),
  retrySchedule: parseSchedule(values.retrySchedule) ?? [],
  ratePerSecond: numberOrNull(values.ratePerSecond),
  maxConcurrent: numberOrNull(values.maxConcurrent),
  isOrdered: values.isOrdered,
})
