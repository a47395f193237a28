import { type Icon, IconBrandWhatsapp, IconMail, IconMessage, IconMessages, IconQuestionMark } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { MessageKind, MessageStatus as Status } from '../../../src-main/features/messages/message.contract.ts'
import { StatusBadge, type Tone } from '../../ui/status-badge.tsx'
import './messages.css'

const tones: Readonly<Record<Status, Tone>> = {
  queued: 'running',
  waiting: 'waiting',
  sending: 'running',
  uncertain: 'waiting',
  sent: 'done',
  delivered: 'done',
  read: 'done',
  failed: 'failed',
  canceled: 'off',
  received: 'done',
}

export function MessageStatus({ status }: { readonly status: Status }) {
  const { t } = useTranslation('messages')
  return <StatusBadge tone={tones[status]} label={t(`status.${status}`)} {...(status === 'uncertain' ? { icon: IconQuestionMark } : {})} />
}

const icons: Readonly<Record<MessageKind, Icon>> = { mail: IconMail, sms: IconMessage, whatsapp: IconBrandWhatsapp, chat: IconMessages }

/** The kind of a message as an icon with its word. */
export function MessageKindMark({ kind }: { readonly kind: MessageKind }) {
  const { t } = useTranslation('messages')
  const Shape = icons[kind]
  return (
    <span className="message-kind">
      <Shape size={15} stroke={1.6} aria-hidden />
      {t(`kind.${kind}`)}
    </span>
  )
}
