import { Button } from '@mantine/core'
import { IconBan, IconCheck, IconDownload, IconSend } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { attachmentMutation, decideMutation, type MessageDecision, messageQuery, type WholeMessage } from '../../lib/message-queries.ts'
import { useApi } from '../../lib/services.tsx'
import { DetailPanel } from '../../ui/detail-panel.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { type KeyValue, KeyValueList } from '../../ui/stat.tsx'
import { ErrorLine, ErrorState, SkeletonLines } from '../../ui/states.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { Code, DateTime } from '../../ui/values.tsx'
import { useCan } from '../people/people.queries.ts'
import { MessageKindMark, MessageStatus } from './message-status.tsx'

/** Everything about one message. */
export function MessagePanel() {
  const { t } = useTranslation('messages')
  const { messageId } = useParams({ from: '/shell/messages/$messageId' })
  const navigate = useNavigate()
  const query = useQuery(messageQuery(useApi(), messageId))
  const message = query.data
  return (
    <DetailPanel
      title={<Code>{message?.messageKey ?? `MSG-${messageId}`}</Code>}
      badge={message === undefined ? undefined : <MessageStatus status={message.status} />}
      onClose={() => void navigate({ to: '/messages', search: true })}
    >
      {query.error === null ? null : <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending ? <SkeletonLines count={8} /> : null}
      {message === undefined ? null : (
        <>
          <Decisions message={message} />
          <Failure failure={message.failure} />
          <Facts message={message} />
          <section>
            <h3>{t('panel.content')}</h3>
            {message.template === null ? null : <Code>{`${message.template.name} (${message.template.language})`}</Code>}
            <p className="message-text">{message.text}</p>
          </section>
          <Attachments message={message} />
        </>
      )}
    </DetailPanel>
  )
}

const decisionsOf: Readonly<Record<WholeMessage['status'], readonly MessageDecision[]>> = {
  queued: ['cancel'],
  waiting: ['resend', 'cancel'],
  sending: [],
  uncertain: ['resend', 'markSent'],
  sent: ['resend'],
  delivered: ['resend'],
  read: ['resend'],
  failed: ['resend'],
  canceled: ['resend'],
  received: [],
}

const icons = { resend: IconSend, cancel: IconBan, markSent: IconCheck } as const

function Decisions({ message: { id, status } }: { readonly message: WholeMessage }) {
  const { t } = useTranslation('messages')
  const can = useCan()
  const navigate = useNavigate()
  const decide = useMutation(decideMutation(useApi()))
  if (!can('messages:write') || decisionsOf[status].length === 0) return null
  const open = (messageId: number): void =>
    void navigate({ to: '/messages/$messageId', params: { messageId: String(messageId) }, search: true })
  return (
    <div>
      <div className="record-actions">
        {decisionsOf[status].map((decision) => {
          const Shape = icons[decision]
          const label = t(decision === 'resend' && status === 'waiting' ? 'decide.tryNow' : `decide.${decision}`)
          return (
            <Button
              key={decision}
              leftSection={<Shape size={15} stroke={1.7} />}
              disabled={decide.isPending}
              onClick={() => decide.mutate({ id, decision }, { onSuccess: (decided) => open(decided.id) })}
            >
              {label}
            </Button>
          )
        })}
      </div>
      {decide.error === null ? null : <ErrorLine error={decide.error} />}
    </div>
  )
}

/** What went wrong and what to do, with the vendor's own words. */
function Failure({ failure }: { readonly failure: WholeMessage['failure'] }) {
  const { t } = useTranslation('messages')
  if (failure === null) return null
  const words = [failure.vendor?.code, failure.vendor?.message].filter((word) => word != null).join(': ')
  return (
    <div className="message-failure">
      <p>
        <strong>{failure.message}</strong> {failure.fix}
      </p>
      {words === '' ? null : (
        <p className="dim">
          {t('panel.vendorSaid')} <span className="mono">{words}</span>
        </p>
      )}
      {failure.detail === null ? null : <p className="dim mono">{failure.detail}</p>}
    </div>
  )
}

function Facts({ message }: { readonly message: WholeMessage }) {
  const { t } = useTranslation('messages')
  const list = (label: string, values: readonly string[]): readonly KeyValue[] =>
    values.length === 0 ? [] : [{ label, value: values.join(', ') }]
  const at = (name: string, time: string | null): readonly KeyValue[] =>
    time === null ? [] : [{ label: t(`panel.${name}`), value: <DateTime time={time} show="exact" /> }]
  const items: readonly KeyValue[] = [
    { label: t('column.kind'), value: <MessageKindMark kind={message.kind} /> },
    ...list(t('panel.from'), message.from === null ? [] : [message.from]),
    ...list(t('panel.to'), message.to),
    ...list('CC', message.cc),
    ...list('BCC', message.bcc),
    ...list(t('panel.subject'), message.subject === null ? [] : [message.subject]),
    { label: t('column.connection'), value: message.connectionName },
    ...list(t('column.record'), message.recordKey === null ? [] : [message.recordKey]),
    { label: t('column.by'), value: `${message.causedBy.name} (${t(`origin.${message.origin}`)})` },
    ...at('createdAt', message.createdAt),
    ...at('nextAttemptAt', message.nextAttemptAt),
    ...at('sentAt', message.sentAt),
    ...at('deliveredAt', message.deliveredAt),
    ...at('readAt', message.readAt),
    ...list(t('panel.attempts'), message.attempts === 0 ? [] : [String(message.attempts)]),
    ...list(t('panel.parts'), message.parts === null ? [] : [String(message.parts)]),
    ...list(t('panel.cost'), message.cost === null ? [] : [message.cost]),
    ...list(
      t('panel.refused'),
      message.refused.map(({ to, reason }) => `${to}: ${reason}`),
    ),
    ...(message.vendorId === null ? [] : [{ label: t('panel.vendorId'), value: <Code>{message.vendorId}</Code> }]),
  ]
  return <KeyValueList items={items} />
}

function Attachments({ message: { id, attachments } }: { readonly message: WholeMessage }) {
  const { t } = useTranslation('messages')
  const format = useFormat()
  const get = useMutation(attachmentMutation(useApi()))
  if (attachments.length === 0) return null
  return (
    <section>
      <h3>{t('panel.attachments')}</h3>
      <div className="record-actions">
        {attachments.map((attachment) => (
          <Button
            key={attachment.id}
            leftSection={<IconDownload size={15} stroke={1.7} />}
            onClick={() => get.mutate({ id, attachmentId: attachment.id }, { onSuccess: (file) => saveFile(attachment.fileName, file) })}
          >
            {attachment.fileName} ({format.bytes(attachment.size)})
          </Button>
        ))}
      </div>
      {get.error === null ? null : <ErrorLine error={get.error} />}
    </section>
  )
}
