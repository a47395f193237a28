import { Button } from '@mantine/core'
import { IconAdjustments, IconBellCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { alarmKinds, alarmPriorities, alarmStates } from '../../../src-main/features/alarms/alarm-kinds.contract.ts'
import type { Alarm } from '../../../src-main/features/alarms/alarms.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { useCursorList } from '../../lib/use-cursor-list.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-columns.ts'
import { WithPanel } from '../../ui/detail-panel.tsx'
import { ListFilters } from '../../ui/list-filters.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { useAlarmWords } from '../../ui/use-alarm-words.ts'
import { Code, DateTime } from '../../ui/values.tsx'
import { AlarmBadge, GuideLink, PriorityBadge } from './alarm-words.tsx'
import { type AlarmCounts, alarmCountsQuery, alarmsQuery } from './alarms.queries.ts'

/** What wants somebody now, and what did before. */
export function AlarmsPage() {
  const { t } = useTranslation('alarms')
  return (
    <Page fill>
      <PageHeader title={t('title')} description={t('description')} actions={<RulesButton />} />
      <Filters />
      <WithPanel panel={<Outlet />}>
        <Alarms />
      </WithPanel>
    </Page>
  )
}

function RulesButton() {
  const { t } = useTranslation('alarms')
  return (
    <Button leftSection={<IconAdjustments size={16} stroke={1.6} />} renderRoot={(props) => <Link {...props} to="/settings/alarms" />}>
      {t('rules.open')}
    </Button>
  )
}

const from = '/shell/alarms'

function Filters() {
  const { t } = useTranslation('alarms')
  const counts = useQuery(alarmCountsQuery(useApi())).data
  return (
    <ListFilters
      search={useSearch({ from })}
      chips={{
        name: 'state',
        label: t('column.state'),
        allLabel: t('current'),
        options: alarmStates.map((value) => ({ value, label: withCount(t(`state.${value}`), countOf(counts, value)) })),
      }}
      selects={[
        { name: 'kind', label: t('column.kind'), options: alarmKinds.map((value) => ({ value, label: t(`kind.${value}`) })) },
        {
          name: 'priority',
          label: t('column.priority'),
          options: alarmPriorities.map((value) => ({ value, label: t(`priority.${value}`) })),
        },
      ]}
    />
  )
}

const withCount = (label: string, count: number): string => (count === 0 ? label : `${label} (${count})`)

function countOf(counts: AlarmCounts | undefined, state: Alarm['state']): number {
  if (counts === undefined || state === 'closed') return 0
  const { activeUnacknowledged, activeAcknowledged, returnedUnacknowledged, shelved } = counts
  return {
    active_unacknowledged: activeUnacknowledged,
    active_acknowledged: activeAcknowledged,
    returned_unacknowledged: returnedUnacknowledged,
    shelved,
  }[state]
}

function Alarms() {
  const { t } = useTranslation('alarms')
  const { state = 'current', ...others } = useSearch({ from })
  const list = useCursorList(alarmsQuery(useApi(), { state, ...others }))
  const navigate = useNavigate()
  const { alarmId } = useParams({ strict: false })
  const isFiltered = state !== 'current' || Object.values(others).some((value) => value !== undefined)
  const reason = isFiltered ? 'noneMatch' : 'empty'
  return (
    <DataTable
      name="alarms"
      label={t('title')}
      columns={useColumns()}
      rowId={({ id }) => String(id)}
      activeId={alarmId}
      onOpen={({ id }) => void navigate({ to: '/alarms/$alarmId', params: { alarmId: String(id) }, search: true })}
      {...list}
      empty={
        <EmptyState
          icon={IconBellCheck}
          title={t(`${reason}.title`)}
          description={t(`${reason}.description`)}
          guide={isFiltered ? undefined : <GuideLink />}
        />
      }
    />
  )
}

function useColumns(): readonly DataColumn<Alarm>[] {
  const { t } = useTranslation('alarms')
  const words = useAlarmWords()
  return useMemo<readonly DataColumn<Alarm>[]>(
    () => [
      { id: 'key', header: t('column.key'), width: 92, cell: ({ alarmKey }) => <Code>{alarmKey}</Code> },
      {
        id: 'title',
        header: t('column.alarm'),
        grow: true,
        width: 200,
        hideable: false,
        cell: (alarm) => <strong>{words.title(alarm)}</strong>,
      },
      { id: 'priority', header: t('column.priority'), width: 110, cell: ({ priority }) => <PriorityBadge priority={priority} /> },
      { id: 'state', header: t('column.state'), width: 228, cell: ({ state }) => <AlarmBadge state={state} /> },
      { id: 'value', isOptional: true, header: t('column.value'), width: 170, cell: (alarm) => words.reading(alarm) },
      { id: 'opened', header: t('column.opened'), width: 130, cell: ({ openedAt }) => <DateTime time={openedAt} /> },
    ],
    [t, words],
  )
}
