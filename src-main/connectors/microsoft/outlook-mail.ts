import { z } from 'zod'
import type { ConnectorContext } from '../kit/connector.ts'
import { assertFits, attachedBytes, type Mail, type MailSender, messageIdOf } from '../kit/mail.ts'
import { readAnswer } from '../kit/read-answer.ts'
import type { SentMessage } from '../kit/sending.ts'

export type OutlookContext = Pick<ConnectorContext<MailSender, unknown>, 'config' | 'http' | 'idempotencyKey'>

/** What a mailbox takes unless its admin says otherwise (https://learn.microsoft.com/en-us/graph/api/attachment-createuploadsession). */
const mostBytes = 35 * 1024 * 1024

/** Files beyond this go up by themselves: a request of Graph holds 4 MB, in which Base64 needs a third more. */
const mostAtOnce = 3 * 1024 * 1024 * 0.9

/** Of one file, for each PUT: at most 4 MB. */
const chunkBytes = 10 * 320 * 1024

/** @throws ConnectorFailure */
export async function sendMail(context: OutlookContext, mail: Mail): Promise<SentMessage> {
  const { http, config, idempotencyKey } = context
  assertFits(attachedBytes(mail), mostBytes)
  const internetMessageId = idempotencyKey === undefined ? undefined : messageIdOf(config.fromAddress, idempotencyKey)
  const message = { ...messageOf(config, mail), ...(internetMessageId === undefined ? {} : { internetMessageId }) }
  const sent = { vendorId: internetMessageId ?? null }
  if (attachedBytes(mail) > mostAtOnce) return sendDraft(context, { message, attachments: mail.attachments }, sent)
  const attachments = mail.attachments.map(fileOf)
  const json = { message: attachments.length === 0 ? message : { ...message, attachments }, saveToSentItems: true }
  await http({ method: 'POST', path: '/me/sendMail', json, expects: 'anything' })
  return sent
}

type Message = ReturnType<typeof messageOf>

const recipient = (address: string) => ({ emailAddress: { address } })

/** https://learn.microsoft.com/en-us/graph/api/resources/message. NB: Graph takes only headers of one's own, `x-`; what a mail answers stands in the properties of MAPI. */
function messageOf({ fromAddress, fromName }: MailSender, mail: Mail) {
  const { html, text, inReplyTo, references } = mail
  return {
    subject: mail.subject,
    body: html === null ? { contentType: 'text', content: text } : { contentType: 'html', content: html },
    from: { emailAddress: { address: fromAddress, ...(fromName === '' ? {} : { name: fromName }) } },
    toRecipients: mail.to.map(recipient),
    ccRecipients: mail.cc.map(recipient),
    bccRecipients: mail.bcc.map(recipient),
    ...(mail.replyTo === null ? {} : { replyTo: [recipient(mail.replyTo)] }),
    ...(inReplyTo === null
      ? {}
      : {
          singleValueExtendedProperties: [
            { id: 'String 0x1042', value: inReplyTo },
            { id: 'String 0x1039', value: [...references, inReplyTo].join(' ') },
          ],
        }),
  }
}

type Attachment = Mail['attachments'][number]

const fileOf = ({ fileName, mediaType, content }: Attachment) => ({
  '@odata.type': '#microsoft.graph.fileAttachment',
  name: fileName,
  contentType: mediaType,
  contentBytes: content,
})

const created = z.object({ id: z.string() })

/** A draft that gets its files one by one; nothing has left the mailbox before the last call, and what comes to nothing leaves no draft. */
async function sendDraft(
  { http }: OutlookContext,
  { message, attachments }: { readonly message: Message; readonly attachments: readonly Attachment[] },
  sent: SentMessage,
): Promise<SentMessage> {
  const { id } = readAnswer(created, await http({ method: 'POST', path: '/me/messages', json: message }))
  const path = `/me/messages/${encodeURIComponent(id)}`
  try {
    for (const attachment of attachments) await attach(http, path, attachment)
  } catch (error) {
    // The first failure is the one to tell.
    await http({ method: 'DELETE', path, expects: 'anything' }).catch(() => undefined)
    throw error
  }
  await http({ method: 'POST', path: `${path}/send`, expects: 'anything' })
  return sent
}

const session = z.object({ uploadUrl: z.url() })

/** https://learn.microsoft.com/en-us/graph/outlook-large-attachments. NB: the upload address is a secret that needs no token and takes none. */
async function attach(http: OutlookContext['http'], path: string, attachment: Attachment): Promise<void> {
  const bytes = Buffer.from(attachment.content, 'base64')
  if (bytes.length <= mostAtOnce) {
    await http({ method: 'POST', path: `${path}/attachments`, json: fileOf(attachment) })
    return
  }
  const { fileName: name, mediaType: contentType } = attachment
  const json = { AttachmentItem: { attachmentType: 'file', name, contentType, size: bytes.length } }
  const answer = await http({ method: 'POST', path: `${path}/attachments/createUploadSession`, json })
  const { uploadUrl } = readAnswer(session, answer)
  for (let start = 0; start < bytes.length; start += chunkBytes) {
    const chunk = bytes.subarray(start, start + chunkBytes)
    await http({
      method: 'PUT',
      path: uploadUrl,
      headers: { 'content-range': `bytes ${start}-${start + chunk.length - 1}/${bytes.length}` },
      body: { bytes: chunk, mediaType: 'application/octet-stream' },
      isAuthorized: false,
      expects: 'anything',
      timeoutMs: 120_000,
    })
  }
}
