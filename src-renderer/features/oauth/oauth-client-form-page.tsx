import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OauthClient, OauthClientWithSecret } from '../../../src-main/features/oauth/oauth-clients.contract.ts'
import { changesOf } from '../../lib/credential-values.ts'
import { useApi, useServices, useWorkspace } from '../../lib/services.tsx'
import { Form } from '../../ui/form.tsx'
import { notify } from '../../ui/notify.tsx'
import { Page, PageHeader, Section } from '../../ui/page.tsx'
import { EmptyState, ErrorState, SkeletonLines } from '../../ui/states.tsx'
import { useServerForm } from '../../ui/use-server-form.ts'
import { useSession } from '../people/people.queries.ts'
import { ClientSecret } from './client-secret-reveal.tsx'
import { createOauthClientMutation, oauthClientsQuery, updateOauthClientMutation } from './oauth.queries.ts'
import { bodyOf, ClientFields, type ClientValues, newClient, orderOf, useClientRules, valuesOf } from './oauth-client-fields.tsx'

function useOpenClient(): (id: number) => void {
  const navigate = useNavigate()
  return (id) => void navigate({ to: '/settings/oauth-clients/$clientId', params: { clientId: String(id) } })
}

/** A new client; its secret is shown once. */
export function NewOauthClientPage() {
  const { t } = useTranslation('oauth')
  const navigate = useNavigate()
  const open = useOpenClient()
  const { environment } = useWorkspace()
  const { now } = useServices()
  const create = useMutation(createOauthClientMutation(useApi()))
  const [created, setCreated] = useState<OauthClientWithSecret>()
  const serverForm = useServerForm<ClientValues>({
    initialValues: { ...newClient, environment, ownerId: String(useSession()?.user.id ?? '') },
    draft: 'oauth-client.new',
    validate: useClientRules(),
    onSubmit: async (values) => {
      const client = await create.mutateAsync(orderOf(values, now()))
      if (client.clientSecret === null) open(client.id)
      else setCreated(client)
    },
  })
  return (
    <Page>
      <PageHeader
        title={t('new.title')}
        description={t('new.description')}
        breadcrumbs={[{ label: t('title'), to: '/settings/oauth-clients' }]}
      />
      <Section>
        <Form serverForm={serverForm} submitLabel={t('create')} onCancel={() => void navigate({ to: '/settings/oauth-clients' })}>
          <ClientFields form={serverForm.form} isNew />
        </Form>
      </Section>
      <ClientSecret created={created} onSaved={() => created !== undefined && open(created.id)} />
    </Page>
  )
}

export function EditOauthClientPage() {
  const { t } = useTranslation('oauth')
  const { clientId } = useParams({ from: '/shell/settings/oauth-clients/$clientId/edit' })
  const query = useQuery(oauthClientsQuery(useApi()))
  const client = query.data?.find((candidate) => String(candidate.id) === clientId)
  return (
    <Page>
      <PageHeader
        title={client?.name ?? t('panel.title')}
        description={t('edit.description')}
        breadcrumbs={[{ label: t('title'), to: '/settings/oauth-clients' }]}
      />
      <Section>
        {query.isPending ? <SkeletonLines count={8} /> : null}
        {query.error === null ? null : <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
        {query.isSuccess && client === undefined ? <EmptyState title={t('panel.missing')} description={t('panel.missingHelp')} /> : null}
        {client === undefined ? null : <EditForm key={client.id} client={client} />}
      </Section>
    </Page>
  )
}

function EditForm({ client }: { readonly client: OauthClient }) {
  const { t } = useTranslation('oauth')
  const open = useOpenClient()
  const { now } = useServices()
  const update = useMutation(updateOauthClientMutation(useApi()))
  const before = valuesOf(client)
  const serverForm = useServerForm<ClientValues>({
    initialValues: before,
    draft: `oauth-client.${client.id}`,
    validate: useClientRules(),
    onSubmit: async (values) => {
      await update.mutateAsync({ id: client.id, ...changesOf(bodyOf(before, now()), bodyOf(values, now())) })
      notify({ message: t('edit.saved', { name: client.name }) })
      open(client.id)
    },
  })
  return (
    <Form serverForm={serverForm} submitLabel={t('edit.save')} onCancel={() => open(client.id)}>
      <ClientFields form={serverForm.form} isNew={false} />
    </Form>
  )
}
