import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../lib/services.tsx'
import { DetailPanel } from '../../ui/detail-panel.tsx'
import { HttpExchange } from '../../ui/http-exchange.tsx'
import { KeyValueList } from '../../ui/stat.tsx'
import { ErrorState, SkeletonLines } from '../../ui/states.tsx'
import { StatusIcon } from '../../ui/status-badge.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { Code, DateTime } from '../../ui/values.tsx'
import { useCan } from '../people/people.queries.ts'
import { toneOfCheck, useCheckWords, VerdictBadge } from './catcher-words.tsx'
import './catcher-page.css'
import { type CaughtDetail, caughtQuery } from './catchers.queries.ts'

/** One request as it arrived, and what is right or wrong with it. */
export function CaughtPanel() {
  const { t } = useTranslation('webhook-catchers')
  const { catcherId, caughtId } = useParams({ from: '/shell/settings/webhooks/catchers/$catcherId/$caughtId' })
  const navigate = useNavigate()
  const query = useQuery(caughtQuery(useApi(), Number(catcherId), Number(caughtId)))
  const caught = query.data
  return (
    <DetailPanel
      title={caught?.eventType == null ? t('panel.title') : <Code>{caught.eventType}</Code>}
      badge={caught === undefined ? undefined : <VerdictBadge verdict={caught.verdict} />}
      onClose={() => void navigate({ to: '/settings/webhooks/catchers/$catcherId', params: { catcherId }, search: true })}
    >
      {query.error === null ? null : <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending ? <SkeletonLines count={8} /> : null}
      {caught === undefined ? null : <Details caught={caught} />}
    </DetailPanel>
  )
}

/** What a catcher answers to everything that it takes. */
const answer = { status: 204, headers: {} } as const

function Details({ caught }: { readonly caught: CaughtDetail }) {
  const { t } = useTranslation('webhook-catchers')
  const { url, headers, body } = caught
  return (
    <>
      <section>
        <h3>{t('panel.signatures')}</h3>
        <Checks caught={caught} />
      </section>
      <Facts caught={caught} />
      <section>
        <h3>{t('panel.request')}</h3>
        <HttpExchange
          key={caught.id}
          request={{ method: 'POST', url, headers, body }}
          response={answer}
          openHeaders={['x-signature', 'webhook-signature']}
        />
        {caught.isBodyCut ? <p className="dim">{t('panel.bodyCut')}</p> : null}
      </section>
    </>
  )
}

function Checks({ caught }: { readonly caught: CaughtDetail }) {
  const words = useCheckWords()
  return (
    <ul className="catcher-checks">
      {caught.signatures.map((check) => (
        <li key={check.scheme}>
          <StatusIcon tone={toneOfCheck(check)} />
          <span>{words(check)}</span>
        </li>
      ))}
    </ul>
  )
}

function Facts({ caught }: { readonly caught: CaughtDetail }) {
  const { t } = useTranslation('webhook-catchers')
  const format = useFormat()
  const { webhookId, webhookName, eventId, attemptNumber } = caught
  return (
    <KeyValueList
      items={[
        { label: t('column.time'), value: <DateTime time={caught.receivedAt} show="exact" /> },
        { label: t('panel.from'), value: <Code>{caught.ipAddress}</Code> },
        ...(webhookId === null || webhookName === null
          ? []
          : [{ label: t('panel.signedBy'), value: <SenderLink id={webhookId} name={webhookName} /> }]),
        ...(eventId === null ? [] : [{ label: t('column.event'), value: <EventLink caught={caught} id={eventId} /> }]),
        ...(attemptNumber === null ? [] : [{ label: t('column.attempt'), value: format.number(attemptNumber) }]),
        { label: t('column.size'), value: format.bytes(caught.bodyBytes) },
      ]}
    />
  )
}

function SenderLink({ id, name }: { readonly id: number; readonly name: string }) {
  return (
    <Link to="/settings/webhooks/$webhookId" params={{ webhookId: String(id) }}>
      {name}
    </Link>
  )
}

/** Only an event that one of our webhooks signed is in our log, and a test is not. */
function EventLink({ caught, id }: { readonly caught: CaughtDetail; readonly id: string }) {
  const can = useCan()
  if (caught.webhookId === null || caught.eventType === 'webhook.test' || !can('events:read')) return <Code>{id}</Code>
  return (
    <Link to="/events/$eventId" params={{ eventId: id }}>
      <Code>{id}</Code>
    </Link>
  )
}
