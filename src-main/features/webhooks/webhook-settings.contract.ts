import { z } from 'zod'
import { optionalText, shortText } from '../../contract/fields.ts'
import { revisions } from '../../contract/revisions.ts'
import { webhookTlsInput } from './webhook-tls.contract.ts'

/** An event by name, all of a kind (`job.*`), or everything (`*`). */
const eventPattern = z
  .string()
  .max(100)
  .regex(/^(?:\*|[a-z][a-z_]*(?:\.[a-z][a-z_]*)*(?:\.\*)?)$/, 'must be an event such as job.completed, a group such as job.*, or *')

const daySeconds = 86_400

/** Waits between attempts, in seconds: with the first, immediate attempt these are eight. */
export const defaultRetrySchedule: readonly number[] = [5, 300, 1_800, 7_200, 18_000, 36_000, 36_000]

const maxRetries = 20

/** Headers that Interlock writes itself, or that belong to the connection and not to the message. */
const reserved =
  /^(?:host|content-(?:length|type|encoding)|transfer-encoding|connection|keep-alive|upgrade|te|trailer|expect|accept-encoding|user-agent|proxy-.*|sec-.*|x-event-.*|x-delivery-attempt|x-signature|webhook-.*)$/i

const isReservedHeader = (name: string): boolean => reserved.test(name)

const headerName = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/, 'must be a header name of letters, digits and hyphens')
  .refine((name) => !isReservedHeader(name), 'is a header that Interlock writes itself or that belongs to the connection')

const headerValue = z
  .string()
  .trim()
  .max(4_000)
  .regex(/^[\t\x20-\x7e\xa1-\xff]*$/, 'must be on one line and of Latin letters')

const headerInput = z.strictObject({
  name: headerName,
  value: headerValue.nullable().default(null),
  secret: headerValue.min(1).nullable().default(null).describe('Instead of value; kept sealed and never shown again.'),
  isSecret: z.boolean().optional().describe('As it was answered; a secret that comes back without its text stays as it is.'),
})

const hasNoRepeats = (headers: readonly { readonly name: string }[]): boolean =>
  new Set(headers.map(({ name }) => name.toLowerCase())).size === headers.length

export const customHeader = z.object({
  name: z.string(),
  value: z.string().nullable().describe('Null for a secret.'),
  isSecret: z.boolean(),
})

export type CustomHeaderInput = z.output<typeof headerInput>
export type CustomHeader = z.output<typeof customHeader>

/** Dates of the revisions that are served, the oldest first. */
const revisionDates = revisions.map(({ date }) => date)

/** What an admin sets of a webhook. */
export const webhookFields = {
  name: shortText,
  url: z.string().trim().min(1).max(2_000).describe('https; plain http for this machine itself, or where is_http_allowed says so.'),
  isHttpAllowed: z
    .boolean()
    .default(false)
    .describe('The exception for a receiver in the private network that cannot speak TLS; the internet is called over https only.'),
  tls: webhookTlsInput.default({}),
  description: optionalText,
  events: z.array(eventPattern).min(1).max(50).describe('Event names, groups such as job.*, or * for all.'),
  filter: z
    .string()
    .trim()
    .max(1_000)
    .nullable()
    .default(null)
    .describe('Only events that it holds for: data.ticket.priority = "high" and not data.ticket.assignee_id exists.'),
  headers: z
    .array(headerInput)
    .max(20)
    .refine(hasNoRepeats, 'must name each header once')
    .default([])
    .describe('Added to every request. Those of Interlock and of the connection cannot be set.'),
  template: z
    .string()
    .max(20_000)
    .nullable()
    .default(null)
    .describe('Liquid over id, event, created_at and data; makes the body. Without it the body is the event.'),
  contentType: z
    .string()
    .trim()
    .max(100)
    .regex(/^[\w.+-]+\/[\w.+-]+(?:; ?charset=utf-8)?$/i, 'must be a media type such as application/json or text/plain')
    .default('application/json')
    .describe('Of what the template makes; a JSON type has to be JSON.'),
  apiVersion: z
    .string()
    .refine((date) => revisionDates.includes(date), `must be one of the revisions ${revisionDates.join(', ')}`)
    .default(revisionDates.at(-1) ?? '')
    .describe('Revision of the API in which the records of its events are written; the newest one unless it is chosen.'),
  isActive: z.boolean().default(true).describe('A paused webhook keeps its place and misses nothing.'),
  retryCount: z
    .int()
    .min(0)
    .max(maxRetries)
    .default(defaultRetrySchedule.length)
    .describe('Retries after the first attempt; beyond the schedule its last wait repeats.'),
  retrySchedule: z
    .array(
      z
        .int()
        .min(1)
        .max(7 * daySeconds),
    )
    .min(1)
    .max(maxRetries)
    .default([...defaultRetrySchedule])
    .describe('Seconds to wait after each failed attempt. Each wait differs by up to a fifth; Retry-After, up to a day, replaces it.'),
  timeoutSeconds: z.int().min(1).max(60).default(30).describe('For one whole attempt.'),
  ratePerSecond: z
    .int()
    .min(1)
    .max(1_000)
    .nullable()
    .default(null)
    .describe('Most attempts begun in a second; null for as many as it takes.'),
  maxConcurrent: z.int().min(1).max(32).nullable().default(null).describe('Most attempts at a time; null for as many as it takes.'),
  isOrdered: z
    .boolean()
    .default(false)
    .describe(
      'The events of one record arrive one after the other: while one waits to be tried again, later ones of the same record wait too.',
    ),
}
