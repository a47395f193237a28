import { NumberInput, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { RateLimit } from '../../../src-main/features/rate-limits/rate-limits.contract.ts'
import { rateLimitsQuery } from '../../lib/credential-queries.ts'
import { useApi } from '../../lib/services.tsx'
import { Form } from '../../ui/form.tsx'
import { LiveOnly } from '../../ui/live-only.tsx'
import { notify } from '../../ui/notify.tsx'
import { Page, PageHeader, Section } from '../../ui/page.tsx'
import { EmptyState, ErrorState, SkeletonLines } from '../../ui/states.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useServerForm } from '../../ui/use-server-form.ts'
import { useCan, useCompanySettings } from '../people/people.queries.ts'
import { DeleteLimit } from './delete-limit.tsx'
import { LimitUsers } from './limit-users.tsx'
import { createRateLimitMutation, updateRateLimitMutation } from './rate-limits.queries.ts'

interface Values {
  readonly name: string
  readonly readsPerHour: number | string
  readonly writesPerHour: number | string
}

const bodyOf = ({ name, readsPerHour, writesPerHour }: Values) => ({
  name,
  readsPerHour: Number(readsPerHour),
  writesPerHour: Number(writesPerHour),
})

const useBreadcrumbs = () => {
  const { t } = useTranslation('rate-limits')
  return [
    { label: t('apiKeys'), to: '/settings/api-keys' },
    { label: t('title'), to: '/settings/api-keys/limits' },
  ]
}

/** A limit and who shares it. */
export function RateLimitPage() {
  const { t } = useTranslation('rate-limits')
  const { limitId } = useParams({ from: '/shell/settings/api-keys/limits/$limitId' })
  const query = useQuery(rateLimitsQuery(useApi()))
  const limit = query.data?.find(({ id }) => String(id) === limitId)
  const isHolder = useCan()('api_keys:write')
  const { canChange, toLive } = useCompanySettings('api_keys:write')
  return (
    <Page>
      <PageHeader
        title={limit?.name ?? t('one')}
        description={t('edit.description')}
        breadcrumbs={useBreadcrumbs()}
        actions={limit !== undefined && canChange ? <DeleteLimit limit={limit} /> : undefined}
      />
      {query.error === null ? null : <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending ? <SkeletonLines count={6} /> : null}
      {query.data !== undefined && limit === undefined ? <EmptyState title={t('missing.title')} description={t('missing.help')} /> : null}
      {limit === undefined ? null : (
        <>
          {isHolder ? (
            <Section>
              <LiveOnly toLive={toLive} />
              <EditForm key={limit.version} limit={limit} />
            </Section>
          ) : null}
          <LimitUsers limit={limit} />
        </>
      )}
    </Page>
  )
}

export function NewRateLimitPage() {
  const { t } = useTranslation('rate-limits')
  const navigate = useNavigate()
  const create = useMutation(createRateLimitMutation(useApi()))
  const form = useLimitForm({ name: '', readsPerHour: 1_000, writesPerHour: 1_000 }, 'rate-limit.new', async (values) => {
    const { id, name } = await create.mutateAsync(bodyOf(values))
    notify({ message: t('created', { name }) })
    void navigate({ to: '/settings/api-keys/limits/$limitId', params: { limitId: String(id) } })
  })
  return (
    <Page>
      <PageHeader title={t('new.title')} description={t('new.description')} breadcrumbs={useBreadcrumbs()} />
      <Section>
        <LiveOnly toLive={useCompanySettings('api_keys:write').toLive} />
        <LimitForm serverForm={form} submitLabel={t('create')} />
      </Section>
    </Page>
  )
}

function EditForm({ limit }: { readonly limit: RateLimit }) {
  const { t } = useTranslation('rate-limits')
  const update = useMutation(updateRateLimitMutation(useApi(), limit.id))
  const form = useLimitForm(limit, `rate-limit.${limit.id}`, async (values) => {
    await update.mutateAsync({ ...bodyOf(values), version: limit.version })
    notify({ message: t('saved', { name: values.name }) })
  })
  return <LimitForm serverForm={form} submitLabel={t('save')} />
}

function useLimitForm({ name, readsPerHour, writesPerHour }: Values, draft: string, onSubmit: (values: Values) => Promise<void>) {
  const { t } = useTranslation('rate-limits')
  const atLeastOne = (value: number | string): string | null => (Number(value) >= 1 ? null : t('credentials:wrong.limit'))
  return useServerForm<Values>({
    initialValues: { name, readsPerHour, writesPerHour },
    draft,
    validate: {
      name: (value) => (value.trim() === '' ? t('credentials:wrong.name') : null),
      readsPerHour: atLeastOne,
      writesPerHour: atLeastOne,
    },
    onSubmit,
  })
}

interface LimitFormProps {
  readonly serverForm: ReturnType<typeof useLimitForm>
  readonly submitLabel: string
}

function LimitForm({ serverForm, submitLabel }: LimitFormProps) {
  const { t } = useTranslation('rate-limits')
  const navigate = useNavigate()
  const { separators } = useFormat()
  const { form } = serverForm
  const isReadOnly = !useCompanySettings('api_keys:write').canChange
  const number = { min: 1, max: 10_000_000, allowDecimal: false, thousandSeparator: separators.group, decimalSeparator: separators.decimal }
  return (
    <Form
      serverForm={serverForm}
      submitLabel={submitLabel}
      isReadOnly={isReadOnly}
      onCancel={() => void navigate({ to: '/settings/api-keys/limits' })}
    >
      <TextInput label={t('column.name')} description={t('help.name')} maxLength={120} {...form.getInputProps('name')} />
      <NumberInput label={t('column.reads')} description={t('help.together')} {...number} {...form.getInputProps('readsPerHour')} />
      <NumberInput label={t('column.writes')} description={t('help.writes')} {...number} {...form.getInputProps('writesPerHour')} />
    </Form>
  )
}
