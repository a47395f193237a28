import { Button, Progress, Select } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../lib/services.tsx'
import { Section } from '../../ui/page.tsx'
import { Stat, StatRow } from '../../ui/stat.tsx'
import { ErrorLine, ErrorState, SkeletonLines } from '../../ui/states.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { DateTime } from '../../ui/values.tsx'
import { useCan } from '../people/people.queries.ts'
import { useConnection } from './connection-page.tsx'
import { type Connection, type Sync, type SyncRun, syncIntervalMutation, syncMutation, syncQuery } from './integrations.queries.ts'
import { SyncHistory } from './sync-history.tsx'
import { FailureWords } from './test-steps.tsx'

/** What a connection does by itself: how it went, when it does it again, and doing it now. */
export function SyncTab() {
  const { found } = useConnection()
  return found === undefined ? null : <SyncOf connection={found.connection} />
}

function SyncOf({ connection }: { readonly connection: Connection }) {
  const query = useQuery(syncQuery(useApi(), connection.id))
  if (query.data === undefined) {
    return query.error === null ? <SkeletonLines count={8} /> : <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  }
  const { lastRun } = query.data
  return (
    <>
      <SyncControls sync={query.data} connection={connection} />
      {lastRun === null ? null : <LastRun run={lastRun} sync={query.data} />}
      <SyncHistory connectionId={connection.id} endedRun={lastRun?.state === 'running' ? undefined : lastRun?.id} kind={query.data.kind} />
    </>
  )
}

interface ControlsProps {
  readonly sync: Sync
  readonly connection: Connection
}

const intervals = [null, 15, 60, 360, 1440] as const

function SyncControls({ sync, connection }: ControlsProps) {
  const { t } = useTranslation('integrations')
  const api = useApi()
  const can = useCan()
  const run = useMutation(syncMutation(api, connection))
  const schedule = useMutation(syncIntervalMutation(api, connection.id))
  const { kind, isConfirmed, lastRun, intervalMinutes } = sync
  const isRunning = lastRun?.state === 'running'
  const isSeen = lastRun?.isPreview === true && lastRun.state === 'done'
  const asksTwice = lastRun?.stopReason === 'many_deletions'
  const step = kind === 'backup' ? 'storeNow' : isConfirmed ? 'now' : 'count'
  if (!can('integrations:write')) return null
  return (
    <Section title={t(`sync.${kind}.title`)}>
      <p className="dim">{t(isConfirmed ? `sync.${kind}.about` : 'sync.records.first')}</p>
      {[run.error, schedule.error].map((error, index) =>
        error === null ? null : <ErrorLine key={index === 0 ? 'run' : 'schedule'} error={error} />,
      )}
      <div className="sync-controls">
        <Button leftSection={<IconRefresh size={16} stroke={1.6} />} onClick={() => run.mutate(false)} loading={isRunning || run.isPending}>
          {t(`sync.${step}`)}
        </Button>
        {(!isConfirmed && isSeen) || asksTwice ? (
          <Button variant="filled" onClick={() => run.mutate(true)} disabled={isRunning || run.isPending}>
            {t(asksTwice ? 'sync.deleteToo' : 'sync.confirm')}
          </Button>
        ) : null}
        <Select
          label={t('sync.interval')}
          disabled={!isConfirmed || schedule.isPending}
          allowDeselect={false}
          value={String(intervalMinutes)}
          data={[...new Set([...intervals, intervalMinutes])].map((minutes) => ({
            value: String(minutes),
            label: t(`sync.every.${minutes}`, { defaultValue: t('sync.every.minutes', { count: minutes ?? 0 }) }),
          }))}
          onChange={(value) => schedule.mutate(value === 'null' ? null : Number(value))}
        />
      </div>
    </Section>
  )
}

/** The newest run: how far it is, or what it came to. */
function LastRun({ run, sync }: { readonly run: SyncRun; readonly sync: Sync }) {
  const { t } = useTranslation('integrations')
  const format = useFormat()
  const title = run.isPreview ? 'sync.previewTitle' : 'sync.lastTitle'
  const time = <DateTime time={run.finishedAt ?? run.startedAt} />
  return (
    <Section title={t(title)}>
      {run.state === 'running' ? <Running run={run} /> : null}
      {run.failure === null ? null : <FailureWords failure={run.failure} />}
      {run.stopReason === null ? null : <p>{t(`sync.stopped.${run.stopReason}`)}</p>}
      {sync.kind === 'backup' ? (
        <StatRow>
          <Stat label={t('sync.stored')} value={run.counts.there.created === 0 ? t('never') : time} />
          <Stat label={t('sync.size')} value={format.bytes(run.total ?? 0)} />
          <Stat label={t('sync.next')} value={sync.nextRunAt === null ? t('never') : <DateTime time={sync.nextRunAt} />} />
        </StatRow>
      ) : (
        <Counts run={run} sync={sync} />
      )}
    </Section>
  )
}

function Counts({ run, sync }: { readonly run: SyncRun; readonly sync: Sync }) {
  const { t } = useTranslation('integrations')
  const format = useFormat()
  const { here, there, conflicts, matched } = run.counts
  const sides = { here, there }
  const note = (side: 'here' | 'there') =>
    (['created', 'updated', 'deleted'] as const).map((what) => `${t(`sync.${what}`)} ${format.number(sides[side][what])}`).join(' · ')
  const sum = ({ created, updated, deleted }: typeof here) => format.number(created + updated + deleted)
  return (
    <StatRow>
      <Stat label={t('sync.here')} value={sum(here)} note={note('here')} />
      <Stat label={t('sync.there')} value={sum(there)} note={note('there')} />
      <Stat label={t('sync.conflicts')} value={format.number(conflicts)} {...(conflicts > 0 ? { tone: 'waiting' as const } : {})} />
      {run.isPreview ? (
        <Stat label={t('sync.matched')} value={format.number(matched)} />
      ) : (
        <Stat label={t('sync.linked')} value={format.number(sync.linked)} />
      )}
      <Stat label={t('sync.next')} value={sync.nextRunAt === null ? t('never') : <DateTime time={sync.nextRunAt} />} />
    </StatRow>
  )
}

function Running({ run }: { readonly run: SyncRun }) {
  const { t } = useTranslation('integrations')
  const format = useFormat()
  const { done, total, phase } = run
  const count = phase === 'reading' || phase === 'writing' ? format.number(done) : format.bytes(done)
  return (
    <div role="status">
      <p>{t(`sync.phase.${phase}`, { count })}</p>
      {total === null ? null : <Progress value={(done / Math.max(1, total)) * 100} aria-label={t('sync.progress')} />}
    </div>
  )
}
