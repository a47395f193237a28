import { Button, Textarea } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TicketComment } from '../../../src-main/features/tickets/tickets.contract.ts'
import type { RecordBase } from '../../lib/record-type.ts'
import { useApi } from '../../lib/services.tsx'
import { ErrorLine, ErrorState, SkeletonLines } from '../../ui/states.tsx'
import { DateTime } from '../../ui/values.tsx'
import { useCan } from '../people/people.queries.ts'
import './ticket-comments.css'
import { commentMutation, commentsQuery } from './tickets.queries.ts'

/** What was said about a ticket, and a place to say more. */
export function TicketComments({ record }: { readonly record: RecordBase }) {
  const { t } = useTranslation('tickets')
  const can = useCan()
  const comments = useQuery(commentsQuery(useApi(), record.id))
  const found = comments.data
  return (
    <section>
      <h3>{t('comments.title')}</h3>
      {comments.error === null ? null : <ErrorState error={comments.error} onRetry={() => void comments.refetch()} />}
      {found === undefined && comments.error === null ? <SkeletonLines count={2} /> : null}
      {found?.length === 0 ? <p className="dim ticket-comments-none">{t('comments.none')}</p> : null}
      <ol className="ticket-comments">
        {found?.map((comment) => (
          <Comment key={comment.id} comment={comment} />
        ))}
      </ol>
      {can('tickets:write') ? <CommentForm key={record.id} ticketId={record.id} /> : null}
    </section>
  )
}

function Comment({ comment }: { readonly comment: TicketComment }) {
  return (
    <li>
      <div className="ticket-comment-head">
        <strong>{comment.authorName}</strong>
        <DateTime time={comment.createdAt} />
      </div>
      <p className="record-note">{comment.body}</p>
    </li>
  )
}

const maxLength = 5_000

function CommentForm({ ticketId }: { readonly ticketId: number }) {
  const { t } = useTranslation('tickets')
  const [body, setBody] = useState('')
  const send = useMutation({ ...commentMutation(useApi(), ticketId), onSuccess: () => setBody('') })
  return (
    <form
      className="ticket-comment-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (body.trim() !== '') send.mutate(body.trim())
      }}
    >
      <Textarea
        aria-label={t('comments.write')}
        placeholder={t('comments.write')}
        value={body}
        onChange={(event) => setBody(event.currentTarget.value)}
        maxLength={maxLength}
        autosize
        minRows={2}
        maxRows={10}
      />
      {send.error === null ? null : <ErrorLine error={send.error} />}
      <Button type="submit" disabled={body.trim() === ''} loading={send.isPending}>
        {t('comments.add')}
      </Button>
    </form>
  )
}
