import { Table } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../lib/services.tsx'
import { Section } from '../../ui/page.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { StatusBadge, type Tone } from '../../ui/status-badge.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { DateTime } from '../../ui/values.tsx'
import { type Sync, type SyncNote, type SyncRun, syncHistoryQuery } from './integrations.queries.ts'

interface HistoryProps {
  readonly connectionId: number
  readonly endedRun: number | undefined
  readonly kind: Sync['kind']
}

/** Earlier syncs, and what somebody may want to look at. */
export function SyncHistory({ connectionId, endedRun, kind }: HistoryProps) {
  const { t } = useTranslation('integrations')
  const query = useQuery(syncHistoryQuery(useApi(), connectionId, endedRun))
  if (query.error !== null) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  const { runs = [], notes = [] } = query.data ?? {}
  return (
    <>
      {notes.length === 0 ? null : (
        <Section title={t('sync.notes')}>
          <Notes notes={notes} />
        </Section>
      )}
      {runs.length === 0 ? null : (
        <Section title={t('sync.history')}>
          <Runs runs={runs} kind={kind} />
        </Section>
      )}
    </>
  )
}

const tones: Readonly<Record<SyncRun['state'], Tone>> = { running: 'running', done: 'done', failed: 'failed' }

function Runs({ runs, kind }: { readonly runs: readonly SyncRun[]; readonly kind: Sync['kind'] }) {
  const { t } = useTranslation('integrations')
  const format = useFormat()
  const sum = ({ created, updated, deleted }: SyncRun['counts']['here']) => format.number(created + updated + deleted)
  const heads = kind === 'backup' ? ['time', 'outcome', 'askedBy'] : ['time', 'outcome', 'askedBy', 'here', 'there', 'conflicts']
  return (
    <Table aria-label={t('sync.history')}>
      <Table.Thead>
        <Table.Tr>
          {heads.map((head) => (
            <Table.Th key={head}>{t(`sync.${head}`)}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {runs.map((run) => (
          <Table.Tr key={run.id}>
            <Table.Td>
              <DateTime time={run.startedAt} />
            </Table.Td>
            <Table.Td>
              <StatusBadge
                tone={tones[run.state]}
                label={t(run.isPreview && run.state === 'done' ? 'sync.state.counted' : `sync.state.${run.state}`)}
              />
            </Table.Td>
            <Table.Td>{run.askedBy ?? t('sync.clock')}</Table.Td>
            {kind === 'backup' ? null : (
              <>
                <Table.Td>{sum(run.counts.here)}</Table.Td>
                <Table.Td>{sum(run.counts.there)}</Table.Td>
                <Table.Td>{format.number(run.counts.conflicts)}</Table.Td>
              </>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function Notes({ notes }: { readonly notes: readonly SyncNote[] }) {
  const { t } = useTranslation('integrations')
  return (
    <Table aria-label={t('sync.notes')}>
      <Table.Tbody>
        {notes.map((note) => (
          <Table.Tr key={note.id}>
            <Table.Td>
              <DateTime time={note.at} />
            </Table.Td>
            <Table.Td>{note.title}</Table.Td>
            <Table.Td>
              {t(`sync.note.${note.kind}${note.side === null ? '' : `.${note.side}`}`, {
                field: note.field === null ? '' : t(`sync.field.${note.field}`, { defaultValue: note.field }),
                kept: note.kept ?? '–',
                lost: note.lost ?? '–',
              })}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
