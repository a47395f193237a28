import { revisions } from '../../../src-main/contract/revisions.ts'
import { defaultRetrySchedule } from '../../../src-main/features/webhooks/webhook-settings.contract.ts'
import { formatSchedule, parseSchedule } from './schedule-text.ts'
import type { Webhook, WebhookInput } from './webhooks.queries.ts'

/** What the form of a webhook holds, as it is written in its fields. */
export interface WebhookValues {
  readonly name: string
  readonly url: string
  readonly isHttpAllowed: boolean
  readonly description: string
  readonly events: readonly string[]
  readonly filter: string
  readonly template: string
  readonly contentType: string
  readonly apiVersion: string
  readonly timeoutSeconds: number | string
  readonly retryCount: number | string
  readonly retrySchedule: string
  readonly ratePerSecond: number | string
  readonly maxConcurrent: number | string
  readonly isOrdered: boolean
}

const newestRevision = revisions.at(-1)?.date ?? ''

export const newWebhook: WebhookValues = {
  name: '',
  url: '',
  isHttpAllowed: false,
  description: '',
  events: [],
  filter: '',
  template: '',
  contentType: 'application/json',
  apiVersion: newestRevision,
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
  isHttpAllowed: webhook.isHttpAllowed,
  description: webhook.description ?? '',
  events: webhook.events,
  filter: webhook.filter ?? '',
  template: webhook.template ?? '',
  contentType: webhook.contentType,
  apiVersion: webhook.apiVersion,
  timeoutSeconds: webhook.timeoutSeconds,
  retryCount: webhook.retryCount,
  retrySchedule: formatSchedule(webhook.retrySchedule),
  ratePerSecond: webhook.ratePerSecond ?? '',
  maxConcurrent: webhook.maxConcurrent ?? '',
  isOrdered: webhook.isOrdered,
})

const orNull = (text: string): string | null => (text.trim() === '' ? null : text)
const numberOrNull = (value: number | string): number | null => (value === '' ? null : Number(value))

/** The settings that decide which events go out, and as what. */
export const payloadOf = (values: WebhookValues) => ({
  filter: orNull(values.filter),
  template: orNull(values.template),
  contentType: values.contentType,
  apiVersion: values.apiVersion,
})

export const bodyOf = (values: WebhookValues): Omit<WebhookInput, 'headers'> => ({
  name: values.name,
  url: values.url,
  isHttpAllowed: values.isHttpAllowed,
  description: orNull(values.description),
  events: [...values.events],
  ...payloadOf(values),
  timeoutSeconds: Number(values.timeoutSeconds),
  retryCount: Number(values.retryCount),
  retrySchedule: parseSchedule(values.retrySchedule) ?? [],
  ratePerSecond: numberOrNull(values.ratePerSecond),
  maxConcurrent: numberOrNull(values.maxConcurrent),
  isOrdered: values.isOrdered,
})
