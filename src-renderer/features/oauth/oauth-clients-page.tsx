import { Button } from '@mantine/core'
import { IconApps, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useNavigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { OauthClient } from '../../../src-main/features/oauth/oauth-clients.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { WithPanel } from '../../ui/detail-panel.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { useCan } from '../people/people.queries.ts'
import { oauthClientsQuery } from './oauth.queries.ts'
import { useOauthClientColumns } from './use-oauth-client-columns.tsx'

/** The systems and apps that get tokens for this company. */
export function OauthClientsPage() {
  const { t } = useTranslation('oauth')
  const can = useCan()
  return (
    <Page fill>
      <PageHeader title={t('title')} description={t('description')} actions={can('oauth_clients:write') ? <CreateButton /> : undefined} />
      <WithPanel panel={<Outlet />}>
        <Clients />
      </WithPanel>
    </Page>
  )
}

function CreateButton() {
  const { t } = useTranslation('oauth')
  return (
    <Button
      variant="filled"
      leftSection={<IconPlus size={16} stroke={1.8} />}
      renderRoot={(props) => <Link {...props} to="/settings/oauth-clients/new" />}
    >
      {t('create')}
    </Button>
  )
}

const idOf = (client: OauthClient): string => String(client.id)

function Clients() {
  const { t } = useTranslation('oauth')
  const can = useCan()
  const navigate = useNavigate()
  const query = useQuery(oauthClientsQuery(useApi()))
  const { clientId } = useParams({ strict: false })
  return (
    <DataTable
      name="oauth-clients"
      label={t('title')}
      columns={useOauthClientColumns()}
      rows={query.data}
      rowId={idOf}
      activeId={clientId}
      onOpen={(client) => void navigate({ to: '/settings/oauth-clients/$clientId', params: { clientId: idOf(client) } })}
      error={query.error}
      onRetry={() => void query.refetch()}
      empty={
        <EmptyState
          icon={IconApps}
          title={t('empty.title')}
          description={t('empty.description')}
          action={can('oauth_clients:write') ? <CreateButton /> : undefined}
        />
      }
    />
  )
}
