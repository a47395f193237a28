import { IconListDetails } from '@tabler/icons-react'
import { Outlet, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../lib/services.tsx'
import { useCursorList } from '../../lib/use-cursor-list.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-columns.ts'
import { WithPanel } from '../../ui/detail-panel.tsx'
import { FilterChips } from '../../ui/filter-chips.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { Code, DateTime } from '../../ui/values.tsx'
import { type ConnectionCall, callsQuery } from './integrations.queries.ts'

/** The calls of a connection to its vendor, one beside the list. */
export function CallsTab() {
  const { t } = useTranslation('integrations')
  const { connectionId } = useParams({ from: '/shell/settings/integrations/$connectionId' })
  const { callId } = useParams({ strict: false })
  const { outcome } = useSearch({ from: '/shell/settings/integrations/$connectionId/calls' })
  const navigate = useNavigate()
  const list = useCursorList(callsQuery(useApi(), Number(connectionId), outcome))
  const open = ({ id }: ConnectionCall): void =>
    void navigate({ to: '/settings/integrations/$connectionId/calls/$callId', params: { connectionId, callId: String(id) }, search: true })
  return (
    <>
      <FilterChips
        label={t('call.outcome')}
        value={outcome}
        allLabel={t('call.all')}
        options={(['ok', 'failed'] as const).map((value) => ({ value, label: t(`call.${value}`) }))}
        onChange={(chosen) =>
          void navigate({
            to: '/settings/integrations/$connectionId',
            params: { connectionId },
            search: { outcome: chosen },
            replace: true,
          })
        }
      />
      <WithPanel panel={<Outlet />}>
        <DataTable
          name="connection-calls"
          label={t('tab.calls')}
          columns={useColumns()}
          rowId={(call) => String(call.id)}
          activeId={callId}
          onOpen={open}
          {...list}
          empty={<EmptyState icon={IconListDetails} title={t('noCalls.title')} description={t('noCalls.description')} />}
        />
      </WithPanel>
    </>
  )
}

/** "200", or the step at which it failed. */
export function CallBadge({ call }: { readonly call: Pick<ConnectionCall, 'failureKind' | 'failureStep' | 'responseStatus'> }) {
  const { t } = useTranslation('integrations')
  const { failureKind, failureStep, responseStatus } = call
  const label = failureKind === null ? String(responseStatus ?? t('call.ok')) : t(`kind.${failureKind}`)
  return <StatusBadge tone={failureKind === null && failureStep === null ? 'done' : 'failed'} label={label} />
}

function useColumns(): readonly DataColumn<ConnectionCall>[] {
  const { t } = useTranslation('integrations')
  const format = useFormat()
  return useMemo<readonly DataColumn<ConnectionCall>[]>(
    () => [
      { id: 'time', header: t('call.time'), width: 110, cell: ({ startedAt }) => <DateTime time={startedAt} show="log" /> },
      { id: 'outcome', header: t('call.outcome'), width: 210, hideable: false, cell: (call) => <CallBadge call={call} /> },
      { id: 'purpose', header: t('call.purpose'), width: 110, cell: ({ purpose }) => <Code>{purpose}</Code> },
      { id: 'request', header: t('call.request'), grow: true, width: 260, cell: ({ method, url }) => <Code>{`${method} ${url}`}</Code> },
      {
        id: 'attempt',
        isOptional: true,
        header: t('call.attempt'),
        width: 84,
        align: 'end',
        cell: ({ attempt }) => format.number(attempt),
      },
      { id: 'duration', header: t('call.duration'), width: 96, align: 'end', cell: ({ durationMs }) => format.duration(durationMs) },
    ],
    [t, format],
  )
}
