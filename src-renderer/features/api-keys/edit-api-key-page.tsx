import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ApiKey } from '../../../src-main/features/api-keys/api-keys.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { ExpiryFields, LimitFields, ScopeFields } from '../../ui/credential-fields.tsx'
import { Form } from '../../ui/form.tsx'
import { notify } from '../../ui/notify.tsx'
import { Page, PageHeader, Section } from '../../ui/page.tsx'
import { EmptyState, ErrorState, SkeletonLines } from '../../ui/states.tsx'
import { apiKeysQuery } from './api-keys.queries.ts'
import { DescriptionFields, KeyOnlyFields } from './key-fields.tsx'
import { useEditKeyForm } from './use-key-form.ts'

/** Everything about a key that can be changed while it is in use. */
export function EditApiKeyPage() {
  const { t } = useTranslation('api-keys')
  const { keyId } = useParams({ from: '/shell/settings/api-keys/$keyId/edit' })
  const query = useQuery(apiKeysQuery(useApi()))
  const apiKey = query.data?.find(({ id }) => String(id) === keyId)
  return (
    <Page>
      <PageHeader
        title={apiKey === undefined ? t('panel.title') : t('edit.title', { name: apiKey.name })}
        description={t('edit.description')}
        breadcrumbs={[{ label: t('title'), to: '/settings/api-keys' }]}
      />
      <Section>
        {query.error === null ? null : <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
        {query.isPending ? <SkeletonLines count={10} /> : null}
        {query.data !== undefined && apiKey === undefined ? (
          <EmptyState title={t('panel.missing')} description={t('panel.missingHelp')} />
        ) : null}
        {apiKey === undefined ? null : <EditForm apiKey={apiKey} />}
      </Section>
    </Page>
  )
}

function EditForm({ apiKey }: { readonly apiKey: ApiKey }) {
  const { t } = useTranslation('api-keys')
  const navigate = useNavigate()
  const open = (): void => void navigate({ to: '/settings/api-keys/$keyId', params: { keyId: String(apiKey.id) } })
  const serverForm = useEditKeyForm(apiKey, () => {
    notify({ message: t('edit.saved', { name: apiKey.name }) })
    open()
  })
  const { form } = serverForm
  return (
    <Form serverForm={serverForm} submitLabel={t('edit.save')} onCancel={open}>
      <DescriptionFields form={form} />
      <ScopeFields form={form} />
      <ExpiryFields form={form} warning={t('form.neverExpires')} />
      <LimitFields form={form} />
      <KeyOnlyFields form={form} />
    </Form>
  )
}
