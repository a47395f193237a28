import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OutgoingCalls } from '../../../src-main/features/outgoing-calls/outgoing-calls.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { Form, ReadOnlyFields } from '../../ui/form.tsx'
import { LiveOnly } from '../../ui/live-only.tsx'
import { notify } from '../../ui/notify.tsx'
import { Page, PageHeader, Section } from '../../ui/page.tsx'
import { ErrorState, SkeletonLines } from '../../ui/states.tsx'
import { useServerForm } from '../../ui/use-server-form.ts'
import { useCompanySettings } from '../people/people.queries.ts'
import {
  checkOutgoingCallsMutation,
  type OutgoingCallsInput,
  outgoingCallsQuery,
  type RefusedWebhooks,
  updateOutgoingCallsMutation,
} from './outgoing-calls.queries.ts'
import { AuthorityFields, NetworkFields, ProxyFields } from './outgoing-calls-fields.tsx'
import { bodyOf, type OutgoingCallsValues, valuesOf } from './outgoing-calls-values.ts'
import { RefusedDialog } from './refused-dialog.tsx'

/** Where the calls of the company may go, whom they trust, and their proxy. */
export function OutgoingCallsPage() {
  const { t } = useTranslation('outgoing-calls')
  const settings = useQuery(outgoingCallsQuery(useApi()))
  return (
    <Page>
      <PageHeader title={t('title')} description={t('description')} />
      <LiveOnly toLive={useCompanySettings('company:write').toLive} />
      <Section>
        {settings.data !== undefined ? (
          <Settings key={settings.data.version} settings={settings.data} />
        ) : settings.error === null ? (
          <SkeletonLines count={8} />
        ) : (
          <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />
        )}
      </Section>
    </Page>
  )
}

function Settings({ settings }: { readonly settings: OutgoingCalls }) {
  const { t } = useTranslation('outgoing-calls')
  const isReadOnly = !useCompanySettings('company:write').canChange
  const api = useApi()
  const [asked, setAsked] = useState<Asked | undefined>()
  const check = useMutation(checkOutgoingCallsMutation(api))
  const update = useMutation(updateOutgoingCallsMutation(api))
  const save = async (body: OutgoingCallsInput): Promise<void> => {
    await update.mutateAsync(body)
    setAsked(undefined)
    notify({ message: t('saved') })
  }
  // NB: no draft, since it may hold a password.
  const serverForm = useServerForm<OutgoingCallsValues>({
    initialValues: valuesOf(settings),
    onSubmit: async (values) => {
      const body = bodyOf(values, settings.version)
      const refused = await check.mutateAsync(body)
      if (refused.count === 0) await save(body)
      else setAsked({ body, refused })
    },
  })
  const fields = (
    <>
      <NetworkFields form={serverForm.form} />
      <AuthorityFields form={serverForm.form} settings={settings} />
      <ProxyFields form={serverForm.form} settings={settings} />
    </>
  )
  if (isReadOnly) {
    return <ReadOnlyFields>{fields}</ReadOnlyFields>
  }
  return (
    <>
      <Form serverForm={serverForm} submitLabel={t('save')}>
        {fields}
      </Form>
      {asked === undefined ? null : (
        <RefusedDialog
          refused={asked.refused}
          onConfirm={() => void save(asked.body).catch(() => undefined /* shown in the dialog */)}
          onClose={() => setAsked(undefined)}
          isPending={update.isPending}
          error={update.error}
        />
      )}
    </>
  )
}

/** What was to be saved, and which webhooks it would cut off. */
interface Asked {
  readonly body: OutgoingCallsInput
  readonly refused: RefusedWebhooks
}
