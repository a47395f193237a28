import { Button, Checkbox, Modal, Select, Textarea, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconMailForward } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { smsParts } from '../../src-main/contract/sms-text.ts'
import {
  type About,
  dialledQuery,
  type MessageDraft,
  messageDraftQuery,
  type NewMessage,
  sendMessageMutation,
} from '../lib/message-queries.ts'
import { useApi } from '../lib/services.tsx'
import { fieldErrors } from './field-errors.ts'
import { notify } from './notify.tsx'
import './send-message.css'
import { EmptyState, ErrorLine, ErrorState, SkeletonLines } from './states.tsx'

interface SendMessageProps {
  /** What it is about. */
  readonly about?: About
  /** The one thing that a page is for. */
  readonly isPrimary?: boolean
}

/** A button that opens the dialog to send a mail, an SMS, a WhatsApp or a chat message. */
export function SendMessage({ about, isPrimary = false }: SendMessageProps) {
  const { t } = useTranslation('messages')
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button
        leftSection={<IconMailForward size={15} stroke={1.7} />}
        {...(isPrimary ? { variant: 'filled' } : {})}
        onClick={() => setOpen(true)}
      >
        {t('send.open')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={t('send.title')}
        size={594}
        closeButtonProps={{ 'aria-label': t('ui:panel.close') }}
      >
        {isOpen ? <Begin about={about} onClose={() => setOpen(false)} /> : null}
      </Modal>
    </>
  )
}

interface DialogProps {
  readonly about: About | undefined
  readonly onClose: () => void
}

/** Reads what the message begins with. */
function Begin({ about, onClose }: DialogProps) {
  const { t } = useTranslation('messages')
  const draft = useQuery({ ...messageDraftQuery(useApi(), about), refetchOnWindowFocus: false })
  if (draft.error !== null) return <ErrorState error={draft.error} onRetry={() => void draft.refetch()} />
  if (draft.data === undefined) return <SkeletonLines count={6} />
  if (draft.data.connections.length === 0) {
    return <EmptyState icon={IconMailForward} title={t('send.noConnection')} description={t('send.noConnectionHelp')} />
  }
  return <Compose draft={draft.data} about={about} onClose={onClose} />
}

type Connection = MessageDraft['connections'][number]
type Kind = NewMessage['kind']

const choiceOf = ({ kind, id }: Connection): string => `${kind}/${id}`

const addressOf = ({ recipients }: MessageDraft, kind: Kind): string => {
  const [first] = recipients.flatMap(({ mail, number }) => (kind === 'mail' ? (mail ?? []) : kind === 'chat' ? [] : (number ?? [])))
  return first ?? ''
}

/** What a person has written so far. */
function useComposed(draft: MessageDraft) {
  const [first] = draft.connections
  const [chosen, setChosen] = useState(() => draft.connections.find(({ isDefault }) => isDefault) ?? (first as Connection)) // its caller shows no form without one
  const [typed, setTyped] = useState<Readonly<Partial<Record<Kind, string>>>>({})
  const [subject, setSubject] = useState(draft.subject ?? '')
  const [text, setText] = useState('')
  const [files, setFiles] = useState<string[]>(draft.documents.map(({ fileName }) => fileName))
  const { kind } = chosen
  return {
    connection: chosen,
    to: typed[kind] ?? addressOf(draft, kind),
    subject,
    text,
    files,
    documents: draft.documents.filter(({ fileName }) => files.includes(fileName)),
    choose: (value: string | null): void => setChosen(draft.connections.find((each) => choiceOf(each) === value) ?? chosen),
    setTo: (to: string): void => setTyped({ ...typed, [kind]: to }),
    setSubject,
    setText,
    setFiles,
  }
}

type Composing = ReturnType<typeof useComposed>

function Compose({ draft, about, onClose }: DialogProps & { readonly draft: MessageDraft }) {
  const { t } = useTranslation('messages')
  const send = useMutation(sendMessageMutation(useApi()))
  const composed = useComposed(draft)
  const errors = fieldErrors(send.error)
  const submit = (): void =>
    send.mutate(messageOf({ ...composed, about }), {
      onSuccess: ({ messageKey }) => {
        notify({ message: t('send.done', { key: messageKey }) })
        onClose()
      },
    })
  return (
    <form
      className="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {send.error === null || Object.keys(errors).length > 0 ? null : <ErrorLine error={send.error} />}
      <Where draft={draft} composed={composed} errors={errors} />
      <What draft={draft} composed={composed} errors={errors} />
      <div className="form-actions">
        <Button type="submit" variant="filled" loading={send.isPending}>
          {t('send.submit')}
        </Button>
      </div>
    </form>
  )
}

interface FieldsProps {
  readonly draft: MessageDraft
  readonly composed: Composing
  readonly errors: Readonly<Record<string, string>>
}

function Where({ draft, composed: { connection, to, choose, setTo }, errors }: FieldsProps) {
  const { t } = useTranslation('messages')
  return (
    <>
      <Select
        label={t('send.by')}
        data={draft.connections.map((each) => ({ value: choiceOf(each), label: `${t(`kind.${each.kind}`)}: ${each.name}` }))}
        allowDeselect={false}
        value={choiceOf(connection)}
        onChange={choose}
      />
      <TextInput
        label={t('panel.to')}
        description={t(`send.toHelp.${connection.kind}`)}
        error={errors['to'] ?? errors['to.0']}
        value={to}
        onChange={({ currentTarget: { value } }) => setTo(value)}
      />
      <Dialled connection={connection} to={to} />
    </>
  )
}

function What({ draft, composed, errors }: FieldsProps) {
  const { t } = useTranslation('messages')
  const { connection, subject, text, files, setSubject, setText, setFiles } = composed
  const isMail = connection.kind === 'mail'
  return (
    <>
      {isMail ? (
        <TextInput
          label={t('panel.subject')}
          error={errors['subject']}
          maxLength={500}
          value={subject}
          onChange={({ currentTarget: { value } }) => setSubject(value)}
        />
      ) : null}
      <Textarea
        label={t('send.text')}
        error={errors['text']}
        autosize
        minRows={4}
        maxRows={12}
        value={text}
        onChange={({ currentTarget: { value } }) => setText(value)}
      />
      {connection.kind === 'sms' ? <SmsLength text={text} hasTurkish={connection.hasTurkishSms} /> : null}
      {isMail && draft.documents.length > 0 ? (
        <Checkbox.Group label={t('panel.attachments')} value={files} onChange={setFiles}>
          {draft.documents.map(({ fileName }) => (
            <Checkbox key={fileName} value={fileName} label={fileName} />
          ))}
        </Checkbox.Group>
      ) : null}
    </>
  )
}

interface Composed {
  readonly connection: Connection
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly documents: MessageDraft['documents']
  readonly about: About | undefined
}

function messageOf({ connection: { kind, id }, to, subject, text, documents, about }: Composed): NewMessage {
  const recipients = kind === 'mail' ? to.split(/[;,]/).flatMap((each) => each.trim() || []) : [to.trim()]
  return {
    kind,
    // The simulator of the sandbox is no connection.
    ...(id === 0 ? {} : { connectionId: id }),
    to: recipients.length === 0 ? [''] : recipients,
    text,
    ...(kind === 'mail' ? { subject, attachments: documents.map(({ document: made, recordId }) => ({ document: made, recordId })) } : {}),
    ...(about === undefined ? {} : { record: { type: about.recordType, id: about.recordId } }),
  }
}

const typingMs = 400

/** The number as it will be dialled, or what is wrong with it. */
function Dialled({ connection: { kind, id }, to }: { readonly connection: Connection; readonly to: string }) {
  const { t } = useTranslation('messages')
  const [settled] = useDebouncedValue(to.trim(), typingMs)
  const isNumber = kind === 'sms' || kind === 'whatsapp'
  const query = useQuery({
    ...dialledQuery(useApi(), { kind, connectionId: id === 0 ? undefined : id, to: settled }),
    enabled: isNumber && settled.length > 3,
  })
  if (!isNumber || settled !== to.trim()) return null
  const wrong = Object.values(fieldErrors(query.error))[0]
  if (wrong !== undefined) return <p className="message-dialled error">{wrong}</p>
  return query.data === undefined ? null : <p className="message-dialled dim">{t('send.dialled', { number: query.data.to[0] })}</p>
}

/** How many short messages a text is, and which letters make it more. */
function SmsLength({ text, hasTurkish }: { readonly text: string; readonly hasTurkish: boolean }) {
  const { t } = useTranslation('messages')
  const { segments, unitsLeft, encoding, widening } = smsParts(text, { hasTurkish })
  return (
    <p className="message-dialled dim" role="status">
      {t('send.segments', { count: segments, left: unitsLeft })}{' '}
      {encoding === 'gsm7' ? null : t(`send.widening.${encoding}`, { letters: widening.join(' ') })}
    </p>
  )
}
