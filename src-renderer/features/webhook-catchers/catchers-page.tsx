import { Button } from '@mantine/core'
import { IconPlus, IconTargetArrow } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../lib/services.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-columns.ts'
import { Page, PageHeader } from '../../ui/page.tsx'
import { EmptyState, ErrorLine } from '../../ui/states.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { Code, DateTime } from '../../ui/values.tsx'
import { useCan } from '../people/people.queries.ts'
import { ListeningBadge } from './catcher-words.tsx'
import { type Catcher, catchersQuery, createCatcherMutation } from './catchers.queries.ts'

/** Addresses on Interlock itself, for who has no receiver yet. */
export function CatchersPage() {
  const { t } = useTranslation('webhook-catchers')
  const can = useCan()
  const query = useQuery(catchersQuery(useApi()))
  const navigate = useNavigate()
  const create = can('webhooks:write') ? <CreateButton count={query.data?.length ?? 0} /> : undefined
  return (
    <Page fill>
      <PageHeader
        title={t('title')}
        description={t('description')}
        breadcrumbs={[{ label: t('webhooks'), to: '/settings/webhooks' }]}
        actions={create}
      />
      <DataTable
        name="webhook-catchers"
        label={t('title')}
        columns={useColumns()}
        rowId={(catcher) => String(catcher.id)}
        onOpen={({ id }) => void navigate({ to: '/settings/webhooks/catchers/$catcherId', params: { catcherId: String(id) } })}
        rows={query.data}
        error={query.error}
        onRetry={() => void query.refetch()}
        empty={<EmptyState icon={IconTargetArrow} title={t('empty.title')} description={t('empty.description')} action={create} />}
      />
    </Page>
  )
}

function CreateButton({ count }: { readonly count: number }) {
  const { t } = useTranslation('webhook-catchers')
  const navigate = useNavigate()
  const create = useMutation(createCatcherMutation(useApi()))
  const make = (): void =>
    create.mutate(
      { name: t('newName', { number: count + 1 }) },
      {
        onSuccess: ({ id }) => void navigate({ to: '/settings/webhooks/catchers/$catcherId', params: { catcherId: String(id) } }),
      },
    )
  return (
    <>
      {create.error === null ? null : <ErrorLine error={create.error} />}
      <Button variant="filled" leftSection={<IconPlus size={16} stroke={1.8} />} onClick={make} loading={create.isPending}>
        {t('create')}
      </Button>
    </>
  )
}

function useColumns(): readonly DataColumn<Catcher>[] {
  const { t } = useTranslation('webhook-catchers')
  const format = useFormat()
  return useMemo<readonly DataColumn<Catcher>[]>(
    () => [
      { id: 'name', header: t('column.name'), width: 190, hideable: false, cell: ({ name }) => <strong>{name}</strong> },
      { id: 'url', header: t('column.url'), grow: true, width: 260, cell: ({ url }) => <Code>{url}</Code> },
      { id: 'state', header: t('column.state'), width: 130, cell: (catcher) => <ListeningBadge catcher={catcher} isShort /> },
      { id: 'count', header: t('column.caught'), width: 96, align: 'end', cell: ({ requestCount }) => format.number(requestCount) },
      {
        id: 'last',
        header: t('column.last'),
        width: 140,
        cell: ({ lastReceivedAt }) =>
          lastReceivedAt === null ? <span className="dim">{t('nothing')}</span> : <DateTime time={lastReceivedAt} />,
      },
    ],
    [t, format],
  )
}
