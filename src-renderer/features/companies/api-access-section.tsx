import { NumberInput, TagsInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ApiAccess } from '../../../src-main/features/api-access/api-access.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { Form, ReadOnlyFields } from '../../ui/form.tsx'
import { notify } from '../../ui/notify.tsx'
import { Section } from '../../ui/page.tsx'
import { ErrorState, SkeletonLines } from '../../ui/states.tsx'
import { type ServerForm, useServerForm } from '../../ui/use-server-form.ts'
import { apiAccessQuery, updateApiAccessMutation } from './api-access.queries.ts'

interface AccessValues {
  readonly allowedOrigins: string[]
  readonly readsPerMinute: number
  readonly writesPerMinute: number
}

/** What holds for every caller of the company: limits, and the web sites whose pages may call. */
export function ApiAccessSection({ isReadOnly }: { readonly isReadOnly: boolean }) {
  const { t } = useTranslation('companies')
  const access = useQuery(apiAccessQuery(useApi()))
  return (
    <Section title={t('access.title')}>
      {access.data !== undefined ? (
        <AccessForm key={access.data.version} access={access.data} isReadOnly={isReadOnly} />
      ) : access.error === null ? (
        <SkeletonLines count={4} />
      ) : (
        <ErrorState error={access.error} onRetry={() => void access.refetch()} />
      )}
    </Section>
  )
}

function AccessForm({ access, isReadOnly }: { readonly access: ApiAccess; readonly isReadOnly: boolean }) {
  const { t } = useTranslation('companies')
  const { mutateAsync } = useMutation(updateApiAccessMutation(useApi()))
  const { allowedOrigins, readsPerMinute, writesPerMinute, version } = access
  const isNoNumber = (value: unknown): string | null => (typeof value === 'number' && value >= 1 ? null : t('access.numberNeeded'))
  const serverForm = useServerForm<AccessValues>({
    initialValues: { allowedOrigins, readsPerMinute, writesPerMinute },
    validate: { readsPerMinute: isNoNumber, writesPerMinute: isNoNumber },
    onSubmit: async (values) => {
      await mutateAsync({ ...values, version })
      notify({ message: t('access.saved') })
    },
  })
  if (isReadOnly) {
    return (
      <ReadOnlyFields>
        <AccessFields form={serverForm.form} />
      </ReadOnlyFields>
    )
  }
  return (
    <Form serverForm={serverForm} submitLabel={t('access.save')}>
      <AccessFields form={serverForm.form} />
    </Form>
  )
}

function AccessFields({ form }: { readonly form: ServerForm<AccessValues>['form'] }) {
  const { t } = useTranslation('companies')
  // The server names the one that is wrong, `allowedOrigins.1`.
  const wrongOrigin = Object.entries(form.errors).find(([path]) => path.startsWith('allowedOrigins.'))?.[1]
  const perMinute = { min: 1, max: 10_000_000, allowDecimal: false, hideControls: true }
  return (
    <>
      <div className="company-pair">
        <NumberInput label={t('access.readsPerMinute')} {...perMinute} {...form.getInputProps('readsPerMinute')} />
        <NumberInput label={t('access.writesPerMinute')} {...perMinute} {...form.getInputProps('writesPerMinute')} />
      </div>
      <p className="dim">{t('access.limitsHelp')}</p>
      <TagsInput
        label={t('access.allowedOrigins')}
        description={t('access.originsHelp')}
        placeholder="https://panel.example.com"
        splitChars={[',', ';', ' ', '\n']}
        acceptValueOnBlur
        maxTags={50}
        {...form.getInputProps('allowedOrigins')}
        error={form.errors['allowedOrigins'] ?? wrongOrigin}
      />
    </>
  )
}
