import { createHash } from 'node:crypto'
import type { SendMailOptions } from 'nodemailer'
import { ConnectorFailure } from './failure.ts'
import { line, mailAddress } from './fields.ts'
import type { MessageOf } from './sending.ts'

export type Mail = MessageOf<'mail'>

/** Whom the mails of a connection come from: part of the config of every connector that sends mail. */
export const mailSender = {
  fromAddress: mailAddress,
  fromName: line.max(200).default(''),
}

export interface MailSender {
  readonly fromAddress: string
  readonly fromName: string
}

/** A mail in the form of nodemailer. The same key gives the same Message-ID, so that a mail that is sent again can be told for what it is. */
export function mailOptions({ fromAddress, fromName }: MailSender, mail: Mail, idempotencyKey: string | undefined): SendMailOptions {
  return {
    from: { name: fromName, address: fromAddress },
    to: [...mail.to],
    cc: [...mail.cc],
    bcc: [...mail.bcc],
    ...(mail.replyTo === null ? {} : { replyTo: mail.replyTo }),
    subject: mail.subject,
    text: mail.text,
    ...(mail.html === null ? {} : { html: mail.html }),
    ...(mail.inReplyTo === null ? {} : { inReplyTo: mail.inReplyTo, references: [...mail.references, mail.inReplyTo] }),
    ...(idempotencyKey === undefined ? {} : { messageId: messageIdOf(fromAddress, idempotencyKey) }),
    attachments: mail.attachments.map(({ fileName, mediaType, content }) => ({
      filename: fileName,
      contentType: mediaType,
      content,
      encoding: 'base64' as const,
    })),
  }
}

/** The Message-ID of what is sent under a key. */
export function messageIdOf(fromAddress: string, idempotencyKey: string): string {
  const id = createHash('sha256').update(idempotencyKey).digest('hex').slice(0, 32)
  return `<${id}@${fromAddress.slice(fromAddress.lastIndexOf('@') + 1)}>`
}

interface WholeMail {
  readonly messageId: string
  /** As it goes over the wire (RFC 5322). */
  readonly bytes: Buffer
}

/** A mail written out whole, for vendors that take it so. @param keepsBcc where the vendor reads the hidden recipients from the mail, and takes them out. */
export async function wholeMail(options: SendMailOptions, { keepsBcc }: { readonly keepsBcc: boolean }): Promise<WholeMail> {
  // Not loaded before somebody sends a mail.
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer')
  const node = new MailComposer({ ...options, disableFileAccess: true, disableUrlAccess: true }).compile()
  node.keepBcc = keepsBcc
  return { messageId: node.messageId(), bytes: await node.build() }
}

/** The headers of a mail that say what it answers, for vendors that write the mail themselves. */
export const threadHeaders = ({ inReplyTo, references }: Mail): Readonly<Record<string, string>> =>
  inReplyTo === null ? {} : { 'In-Reply-To': inReplyTo, References: [...references, inReplyTo].join(' ') }

/** How large the files of a mail are, bytes. */
export const attachedBytes = ({ attachments }: Pick<Mail, 'attachments'>): number =>
  attachments.reduce((sum, { content }) => sum + Buffer.byteLength(content, 'base64'), 0)

/** Refuses what the vendor would refuse after all of it was sent. @throws ConnectorFailure `too_large` */
export function assertFits(bytes: number, most: number): void {
  if (bytes <= most) return
  throw new ConnectorFailure('too_large', {
    step: 'vendor',
    mayHaveArrived: false,
    detail: `${megabytes(bytes)} MB; at most ${megabytes(most)} MB are taken`,
  })
}

const megabytes = (bytes: number): string => (bytes / 1_048_576).toFixed(1).replace(/\.0$/, '')
