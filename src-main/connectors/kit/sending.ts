import { z } from 'zod'
import type { Action } from './connector.ts'
import { line, mailAddress } from './fields.ts'

/** At most so much goes out with one message, bytes; the vendor may take less and says so. */
const mostAttachedBytes = 35 * 1024 * 1024

const attachment = z.strictObject({
  fileName: line.min(1),
  mediaType: z
    .string()
    .max(100)
    .regex(/^[\w.+-]+\/[\w.+-]+$/, 'must be a media type such as application/pdf'),
  content: z
    .base64()
    .max(Math.ceil(mostAttachedBytes / 3) * 4)
    .describe('Base64.'),
})

/** Written in full, with the country: +905551112233. */
const phoneNumber = z.string().regex(/^\+[1-9]\d{6,14}$/, 'must be a whole number with the country, such as +905551112233')

const recipients = z.array(mailAddress).max(100)

/** As mails name each other (RFC 5322 3.6.4). */
const messageId = z
  .string()
  .max(500)
  .regex(/^<[^<>\s]+@[^<>\s]+>$/, 'must be a Message-ID such as <id@example.com>')

const mail = z.strictObject({
  to: recipients.min(1),
  cc: recipients.default([]),
  bcc: recipients.default([]),
  replyTo: mailAddress.nullable().default(null),
  subject: line,
  text: z.string().max(1_000_000).default(''),
  html: z.string().max(1_000_000).nullable().default(null),
  attachments: z.array(attachment).max(20).default([]),
  inReplyTo: messageId.nullable().default(null).describe('The mail that this one answers, by its Message-ID.'),
  references: z.array(messageId).max(50).default([]).describe('The mails before that one, oldest first.'),
})

const sms = z.strictObject({ to: phoneNumber, text: z.string().min(1).max(1_600) })

const whatsapp = z.strictObject({
  to: phoneNumber,
  text: z.string().max(4_096).nullable().default(null).describe('Only within 24 hours of the last message of the recipient.'),
  template: z
    .strictObject({
      name: z.string().min(1).max(512).describe('Name or id, as the vendor has it.'),
      language: z.string().min(2).max(15),
      parameters: z.array(z.string().max(1_024)).max(20).default([]),
    })
    .nullable()
    .default(null),
})

const chat = z.strictObject({
  to: z.string().trim().min(1).max(200).describe('Channel, chat or person, as the vendor names it.'),
  text: z.string().min(1).max(4_096),
  attachments: z.array(attachment).max(10).default([]),
})

/** What the vendor answers to a message that it took. */
export const sentMessage = z.object({
  /** By which receipts name it; null when the vendor gives none. */
  vendorId: z.string().nullable(),
  /** Parts that an SMS was cut into, where the vendor tells. */
  parts: z.int().nullable().default(null),
  /** What it cost, in the vendor's own notation, `-0.0075 USD`. */
  cost: z.string().nullable().default(null),
  /** Recipients that were refused while others were taken. */
  refused: z.array(z.object({ to: z.string(), reason: z.string() })).default([]),
})

export type SentMessage = z.input<typeof sentMessage>

/** The messages that there are, each with the action that sends it, the same for all connectors that can. */
export const messageKinds = {
  mail: { action: 'sendMail', input: mail },
  sms: { action: 'sendSms', input: sms },
  whatsapp: { action: 'sendWhatsapp', input: whatsapp },
  chat: { action: 'sendChat', input: chat },
} as const

type MessageKind = keyof typeof messageKinds

/** What `sends` gives the action of a kind: `MessageOf<'mail'>`. */
export type MessageOf<Kind extends MessageKind> = z.output<(typeof messageKinds)[Kind]['input']>

/** The action that sends a kind of message: `actions: sends('mail', sendMail)`. */
export const sends = <Kind extends MessageKind, Context>(
  kind: Kind,
  run: (context: Context, message: MessageOf<Kind>) => Promise<SentMessage>,
): Readonly<Record<string, Action<Context>>> => ({
  [messageKinds[kind].action]: { input: messageKinds[kind].input, output: sentMessage, run },
})
