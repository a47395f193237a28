import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../lib/services.tsx'
import { DetailPanel } from '../../ui/detail-panel.tsx'
import { HttpExchange } from '../../ui/http-exchange.tsx'
import { ErrorState, SkeletonLines } from '../../ui/states.tsx'
import { Code } from '../../ui/values.tsx'
import { CallBadge } from './calls-tab.tsx'
import { type ConnectionCallDetail, callQuery } from './integrations.queries.ts'
import { FailureWords } from './test-steps.tsx'

/** One call: request, answer, and where its time went. */
export function CallPanel() {
  const { t } = useTranslation('integrations')
  const { connectionId, callId } = useParams({ from: '/shell/settings/integrations/$connectionId/calls/calls/$callId' })
  const navigate = useNavigate()
  const query = useQuery(callQuery(useApi(), Number(connectionId), Number(callId)))
  const call = query.data
  return (
    <DetailPanel
      title={call === undefined ? t('call.title') : <Code>{call.purpose}</Code>}
      badge={call === undefined ? undefined : <CallBadge call={call} />}
      onClose={() => void navigate({ to: '/settings/integrations/$connectionId', params: { connectionId }, search: true })}
    >
      {query.error === null ? null : <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending ? <SkeletonLines count={8} /> : null}
      {call === undefined ? null : <Exchange call={call} />}
    </DetailPanel>
  )
}

function Exchange({ call }: { readonly call: ConnectionCallDetail }) {
  const { t } = useTranslation('integrations')
  const { timing, failure } = call
  const parts =
    timing === null
      ? []
      : ([
          ['wait', timing.waitMs],
          ['dns', timing.dnsMs],
          ['tcp', timing.connectMs],
          ['tls', timing.tlsMs],
          ['answer', timing.firstByteMs],
          ['rest', timing.bodyMs],
        ] as const)
  const phases = parts.flatMap(([part, durationMs]) => (durationMs === null ? [] : [{ label: t(`part.${part}`), durationMs }]))
  return (
    <>
      {failure === null ? null : <FailureWords failure={failure} />}
      <HttpExchange
        request={{ method: call.method, url: call.url, headers: call.requestHeaders, body: call.requestBody }}
        response={
          call.responseStatus === null ? undefined : { status: call.responseStatus, headers: call.responseHeaders, body: call.responseBody }
        }
        failure={failure?.message ?? (call.responseBody === '' ? undefined : call.responseBody)}
        durationMs={call.durationMs}
        phases={phases}
      />
    </>
  )
}
