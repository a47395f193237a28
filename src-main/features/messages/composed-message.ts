import { messageKinds } from '../../connectors/kit/sending.ts'
import { toWire } from '../../contract/wire.ts'
import { parseWire } from '../../infra/http/validation.ts'
import { invalidField } from '../../lib/app-error.ts'
import { assertNever } from '../../lib/assert.ts'
import type { AttachedFile } from './attachments.store.ts'
import type { MessageKind } from './message.contract.ts'

/** A message as somebody writes it; what a kind does not have is left out or empty. */
export interface ComposedMessage {
  readonly kind: MessageKind
  readonly to: readonly string[]
  readonly cc?: readonly string[]
  readonly bcc?: readonly string[]
  readonly replyTo?: string | null
  readonly subject?: string | null
  readonly text?: string
  readonly html?: string | null
  readonly template?: { readonly name: string; readonly language: string; readonly parameters: readonly string[] } | null
  readonly attachments?: readonly AttachedFile[]
}

/** Fields that only some kinds have. */
const fieldsOf: Readonly<Record<MessageKind, readonly (keyof ComposedMessage)[]>> = {
  mail: ['cc', 'bcc', 'replyTo', 'subject', 'html', 'attachments'],
  sms: [],
  whatsapp: ['template'],
  chat: ['attachments'],
}

const wireNames: Readonly<Partial<Record<keyof ComposedMessage, string>>> = { replyTo: 'reply_to' }

const isGiven = (value: unknown): boolean => value != null && !(Array.isArray(value) && value.length === 0) && value !== ''

/**
 * The input of the action that sends it, without its attachments. Numbers have to be whole already.
 * @throws AppError `invalid_request` by the field.
 */
export function contentOf(message: ComposedMessage): Readonly<Record<string, unknown>> {
  const { kind, to } = message
  const optional = ['cc', 'bcc', 'replyTo', 'subject', 'html', 'template', 'attachments'] as const
  const foreign = optional.find((name) => !fieldsOf[kind].includes(name) && isGiven(message[name]))
  if (foreign !== undefined) throw invalidField(wireNames[foreign] ?? foreign, 'is nothing that a message of this kind has')
  if (kind !== 'mail' && to.length !== 1) throw invalidField('to', 'takes one recipient for this kind of message')
  const { input } = messageKinds[kind]
  return parseWire(input, toWire(input, given(message)))
}

function given({ kind, to, text = '', ...more }: ComposedMessage): Readonly<Record<string, unknown>> {
  switch (kind) {
    case 'mail': {
      const { cc = [], bcc = [], replyTo = null, subject, html = null } = more
      if (!isGiven(subject)) throw invalidField('subject', 'must not be empty')
      return { to, cc, bcc, replyTo, subject, text, html, attachments: [] }
    }
    case 'sms':
      return { to: to[0], text }
    case 'whatsapp':
      return { to: to[0], text: text === '' ? null : text, template: more.template ?? null }
    case 'chat':
      return { to: to[0], text, attachments: [] }
    default:
      return assertNever(kind)
  }
}

/** Kinds that go to a telephone. */
export const isByNumber = (kind: MessageKind): boolean => kind === 'sms' || kind === 'whatsapp'
