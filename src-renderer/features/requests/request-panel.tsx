import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ApiRequest, ApiRequestDetail } from '../../../src-main/features/requests/requests.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { curlCommand } from '../../ui/curl.ts'
import { DetailPanel } from '../../ui/detail-panel.tsx'
import { HttpExchange } from '../../ui/http-exchange.tsx'
import { type KeyValue, KeyValueList } from '../../ui/stat.tsx'
import { ErrorState, SkeletonLines } from '../../ui/states.tsx'
import { ThreadEvents } from '../../ui/thread.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { Code, DateTime } from '../../ui/values.tsx'
import { useCan } from '../people/people.queries.ts'
import { exchangeOf } from './request-exchange.ts'
import { requestQuery } from './requests.queries.ts'
import { Credential, RequestStatus } from './use-request-columns.tsx'

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
      actions={
        request === undefined ? undefined : (
          <CopyButton shape="button" label="curl" value={curlCommand(exchangeOf(request, window.location.origin).request)} />
        )
      }
      onClose={() => void navigate({ to: '/requests', search: true })}
    >
      {query.error === null ? null : <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending ? <SkeletonLines count={8} /> : null}
      {request === undefined ? null : (
        <>
          <Details request={request} />
          <CausedEvents request={request} />
          <Contents request={request} />
        </>
      )}
    </DetailPanel>
  )
}

/** The thread from a request to its events, and from each event to its deliveries. */
function CausedEvents({ request }: { readonly request: ApiRequestDetail }) {
  const { t } = useTranslation('requests')
  const can = useCan()
  return (
    <section>
      <h3>{t('panel.events')}</h3>
      <ThreadEvents events={request.events} eventCount={request.eventCount} canReadEvents={can('events:read')} />
    </section>
  )
}

function Details({ request }: { readonly request: ApiRequest }) {
  const { t } = useTranslation('requests')
  const items: readonly KeyValue[] = [
    { label: t('panel.requestId'), value: <RequestId id={request.requestId} /> },
    { label: t('column.time'), value: <DateTime time={request.createdAt} show="exact" /> },
    ...(request.errorCode === null ? [] : [{ label: t('panel.errorCode'), value: <ErrorCodeLink code={request.errorCode} /> }]),
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

/** What was sent and answered; where it was not kept, says why. */
function Contents({ request }: { readonly request: ApiRequestDetail }) {
  const { t } = useTranslation('requests')
  const format = useFormat()
  const { exchange } = request
  const isCut = exchange !== null && (exchange.isRequestBodyCut || exchange.isResponseBodyCut)
  return (
    <section>
      <h3>{t('panel.contents')}</h3>
      <HttpExchange {...exchangeOf(request, window.location.origin)} />
      <p className="dim">
        {t('panel.sizes', { sent: format.bytes(request.requestBytes), answered: format.bytes(request.responseBytes) })}{' '}
        {isCut ? t('panel.cut') : null}
        {exchange === null ? t('panel.notKept') : null}
      </p>
    </section>
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

/** Leads to the others that failed in the same way. */
function ErrorCodeLink({ code }: { readonly code: string }) {
  return (
    <Link to="/requests" search={{ errorCode: code, source: 'all' }}>
      <Code>{code}</Code>
    </Link>
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
  const credential = <Credential request={request} />
  if (request.apiKeyId !== null && can('api_keys:read'))
    return (
      <Link to="/settings/api-keys/$keyId" params={{ keyId: String(request.apiKeyId) }}>
        {credential}
      </Link>
    )
  if (request.oauthClientId !== null && can('oauth_clients:read'))
    return (
      <Link to="/settings/oauth-clients/$clientId" params={{ clientId: String(request.oauthClientId) }}>
        {credential}
      </Link>
    )
  return credential
}
