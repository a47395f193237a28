import { Select, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Role } from '../../../src-main/contract/scopes.ts'
import type { CreatedInvitation } from '../../../src-main/features/people/invitations.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { Form } from '../../ui/form.tsx'
import { LiveOnly } from '../../ui/live-only.tsx'
import { Page, PageHeader, Section } from '../../ui/page.tsx'
import { useServerForm } from '../../ui/use-server-form.ts'
import { createInvitationMutation } from './company-people.queries.ts'
import { InvitationLink } from './invitation-link.tsx'
import { useCompanySettings } from './people.queries.ts'
import { useRoleChoice } from './role-field.tsx'

interface Values {
  readonly name: string
  readonly email: string
  readonly role: Role
}

/** Invites a person; their link is shown once. */
export function NewPersonPage() {
  const { t } = useTranslation('people')
  const navigate = useNavigate()
  const [created, setCreated] = useState<CreatedInvitation>()
  const invite = useMutation(createInvitationMutation(useApi()))
  const required = (value: string): string | null => (value.trim() === '' ? t('required') : null)
  const serverForm = useServerForm<Values>({
    initialValues: { name: '', email: '', role: 'operator' },
    draft: 'person.new',
    validate: { name: required, email: required },
    onSubmit: async (values) => setCreated(await invite.mutateAsync(values)),
  })
  const { form } = serverForm
  const { canChange, toLive } = useCompanySettings('people:write')
  const back = (): void => void navigate({ to: '/settings/people' })
  return (
    <Page>
      <PageHeader
        title={t('new.title')}
        description={t('new.description')}
        breadcrumbs={[{ label: t('list.title'), to: '/settings/people' }]}
      />
      <Section>
        <LiveOnly toLive={toLive} />
        <Form serverForm={serverForm} isReadOnly={!canChange} submitLabel={t('new.submit')} onCancel={back}>
          <TextInput label={t('column.name')} autoComplete="off" maxLength={120} {...form.getInputProps('name')} />
          <TextInput label={t('email')} description={t('new.emailHelp')} type="email" autoComplete="off" {...form.getInputProps('email')} />
          <Select
            label={t('column.role')}
            description={t(`roleHelp.${form.values.role}`)}
            data={useRoleChoice()}
            allowDeselect={false}
            {...form.getInputProps('role')}
          />
        </Form>
      </Section>
      <InvitationLink created={created} onSaved={back} />
    </Page>
  )
}
