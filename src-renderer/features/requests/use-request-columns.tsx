import { IconApps, IconKey, IconUser } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiRequest } from '../../../src-main/features/requests/requests.contract.ts'
import type { DataColumn } from '../../ui/data-table-columns.ts'
import { StatusBadge, type Tone } from '../../ui/status-badge.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { Code, DateTime } from '../../ui/values.tsx'
import './requests.css'

export function useRequestColumns(): readonly DataColumn<ApiRequest>[] {
  const { t } = useTranslation('requests')
  const format = useFormat()
  return useMemo<readonly DataColumn<ApiRequest>[]>(
    () => [
      { id: 'time', header: t('column.time'), width: 132, cell: (request) => <DateTime time={request.createdAt} show="log" /> },
      { id: 'method', header: t('column.method'), width: 86, cell: (request) => <Code>{request.method}</Code> },
      {
        id: 'path',
        header: t('column.path'),
        grow: true,
        width: 220,
        hideable: false,
        cell: (request) => <Code>{fullPath(request)}</Code>,
      },
      { id: 'status', header: t('column.status'), width: 92, cell: (request) => <RequestStatus status={request.responseStatus} /> },
      {
        id: 'took',
        isOptional: true,
        header: t('column.took'),
        width: 90,
        align: 'end',
        cell: (request) => format.duration(request.responseTimeMs),
      },
      { id: 'credential', header: t('column.credential'), width: 180, cell: (request) => <Credential request={request} /> },
      { id: 'address', isOptional: true, header: t('column.address'), width: 130, cell: (request) => <Code>{request.ipAddress}</Code> },
    ],
    [t, format],
  )
}

const fullPath = ({ path, queryParams }: ApiRequest): string => (queryParams === null ? path : `${path}?${decoded(queryParams)}`)

/** `page[after]` reads better than its percent signs; what cannot be decoded stays as it came. */
function decoded(query: string): string {
  try {
    return decodeURIComponent(query)
  } catch {
    return query // the client's own mistake is what somebody may be looking for
  }
}

const toneOf = (status: number): Tone => (status >= 400 ? 'failed' : 'done')

export function RequestStatus({ status }: { readonly status: number }) {
  return <StatusBadge tone={toneOf(status)} label={String(status)} />
}

export function Credential({ request }: { readonly request: ApiRequest }) {
  const Shape = request.apiKeyId !== null ? IconKey : request.oauthClientId !== null ? IconApps : IconUser
  return (
    <span className="request-credential">
      <Shape size={14} stroke={1.6} aria-hidden />
      {request.actorName}
    </span>
  )
}
