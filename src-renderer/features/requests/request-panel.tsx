import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ApiRequest } from '../../../src-main/features/requests/requests.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { DetailPanel } from '../../ui/detail-panel.tsx'
import { type KeyValue, KeyValueList } from '../../ui/stat.tsx'
import { ErrorState, SkeletonLines } from '../../ui/states.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { Code, DateTime } from '../../ui/values.tsx'
import { eventsOfRequestQuery } from '../events/events.queries.ts'
import { useCan } from '../people/people.queries.ts'
import { requestQuery } from './requests.queries.ts'
import { Credential, fullPath, RequestStatus } from './use-request-columns.tsx'

/** Everything that is known of one request, and what it caused. */
export function RequestPanel() {
  const { t } = useTranslation('requests')
  const { requestId } = useParams({ from: '/shell/requests/$requestId' })
  const navigate = useNavigate()
  const query = useQuery(requestQuery(useApi(), requestId))
  const request = query.data
  return (
    <DetailPanel
      title={request === undefined ? t('panel.title') : <Code>{`${request.method} ${request.path}`}</Code>}
      badge={request === undefined ? undefined : <RequestStatus status={request.responseStatus} />}
      onClose={() => void navigate({ to: '/requests', search: true })}
    >
      {query.error === null ? null : <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending ? <SkeletonLines count={8} /> : null}
      {request === undefined ? null : <Details request={request} />}
      {request === undefined ? null : <CausedEvents requestId={requestId} />}
    </DetailPanel>
  )
}

function Details({ request }: { readonly request: ApiRequest }) {
  const { t } = useTranslation('requests')
  const format = useFormat()
  const items: readonly KeyValue[] = [
    { label: t('panel.requestId'), value: <RequestId id={request.requestId} /> },
    { label: t('column.time'), value: <DateTime time={request.createdAt} show="exact" /> },
    { label: t('column.path'), value: <Code>{fullPath(request)}</Code> },
    ...(request.errorCode === null ? [] : [{ label: t('panel.errorCode'), value: <Code>{request.errorCode}</Code> }]),
    { label: t('column.took'), value: format.duration(request.responseTimeMs) },
    { label: t('column.credential'), value: <CredentialLink request={request} /> },
    { label: t('column.address'), value: <Code>{request.ipAddress}</Code> },
    { label: t('panel.userAgent'), value: request.userAgent === '' ? '–' : <Code>{request.userAgent}</Code> },
  ]
  return (
    <>
      <ErrorHelp code={request.errorCode} />
      <KeyValueList items={items} />
    </>
  )
}

/** What went wrong and what to do, in the words that the window itself uses for the code. */
function ErrorHelp({ code }: { readonly code: string | null }) {
  const { t, i18n } = useTranslation('errors')
  if (code === null || !i18n.exists(`errors:${code}.title`)) return null
  return (
    <p style={{ margin: 0 }}>
      <strong>{t(`${code}.title`)}</strong> {t(`${code}.help`)}
    </p>
  )
}

function RequestId({ id }: { readonly id: string }) {
  const { t } = useTranslation('requests')
  return (
    <span className="request-id">
      <Code>{id}</Code>
      <CopyButton value={id} label={t('ui:error.copyRequestId')} />
    </span>
  )
}

function CredentialLink({ request }: { readonly request: ApiRequest }) {
  const can = useCan()
  if (request.apiKeyId === null || !can('api_keys:read')) return <Credential request={request} />
  return (
    <Link to="/settings/api-keys/$keyId" params={{ keyId: String(request.apiKeyId) }}>
      <Credential request={request} />
    </Link>
  )
}

function CausedEvents({ requestId }: { readonly requestId: string }) {
  const { t } = useTranslation('requests')
  const can = useCan()
  const isAllowed = can('events:read')
  const events = useQuery({ ...eventsOfRequestQuery(useApi(), requestId), enabled: isAllowed })
  if (!isAllowed) return null
  return (
    <section>
      <h3>{t('panel.events')}</h3>
      {events.data === undefined ? <SkeletonLines count={1} /> : null}
      {events.data?.length === 0 ? <span className="dim">{t('panel.noEvents')}</span> : null}
      <ul className="request-events">
        {events.data?.map((event) => (
          <li key={event.id}>
            <Link to="/events/$eventId" params={{ eventId: event.id }}>
              <Code>{event.event}</Code>
            </Link>
            <Code>{event.recordKey}</Code>
          </li>
        ))}
      </ul>
    </section>
  )
}
