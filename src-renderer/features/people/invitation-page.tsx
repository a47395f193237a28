import { PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useRouter, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { locales } from '../../../src-main/contract/fields.ts'
import type { RouteOutput } from '../../../src-main/contract/route.ts'
import type { openInvitation } from '../../../src-main/features/people/invitations.contract.ts'
import { minPasswordLength } from '../../../src-main/features/people/people.contract.ts'
import { isApiError } from '../../lib/api-error.ts'
import { useApi } from '../../lib/services.tsx'
import { Form } from '../../ui/form.tsx'
import { OuterPage } from '../../ui/outer-page.tsx'
import { ErrorState, SkeletonLines } from '../../ui/states.tsx'
import { useServerForm } from '../../ui/use-server-form.ts'
import { acceptInvitationMutation, openedInvitationQuery } from './company-people.queries.ts'
import { rememberSession } from './people.queries.ts'

type Opened = RouteOutput<typeof openInvitation>

/** What the link of an invitation opens: the person chooses a password, or gives the one that they have. */
export function InvitationPage() {
  const { t } = useTranslation('people')
  const { token } = useSearch({ from: '/invitation' })
  const opened = useQuery(openedInvitationQuery(useApi(), token))
  if (isApiError(opened.error, 'not_found', 'invalid_request')) {
    return (
      <OuterPage title={t('invitation.over')} description={t('invitation.overHelp')}>
        <Link to="/login">{t('login.submit')}</Link>
      </OuterPage>
    )
  }
  const { data } = opened
  return (
    <OuterPage
      title={data === undefined ? t('invitation.loading') : t('invitation.title', { company: data.companyName })}
      description={data === undefined ? '' : t('invitation.description', { role: t(`role.${data.role}`) })}
    >
      {opened.error === null ? null : <ErrorState error={opened.error} onRetry={() => void opened.refetch()} />}
      {opened.isPending ? <SkeletonLines count={4} /> : null}
      {data === undefined ? null : <AcceptForm token={token} opened={data} />}
    </OuterPage>
  )
}

function AcceptForm({ token, opened }: { readonly token: string; readonly opened: Opened }) {
  const { t } = useTranslation('people')
  const serverForm = useAcceptForm(token, opened)
  const { form } = serverForm
  return (
    <Form serverForm={serverForm} submitLabel={t('invitation.submit')}>
      {opened.hasAccount ? null : <TextInput label={t('name')} autoComplete="name" maxLength={120} {...form.getInputProps('name')} />}
      <TextInput label={t('email')} type="email" autoComplete="username" value={opened.email} readOnly />
      <PasswordInput
        label={t('password')}
        description={opened.hasAccount ? t('invitation.ownPassword') : t('passwordHelp', { count: minPasswordLength })}
        autoComplete={opened.hasAccount ? 'current-password' : 'new-password'}
        {...form.getInputProps('password')}
      />
    </Form>
  )
}

function useAcceptForm(token: string, { name, hasAccount }: Opened) {
  const { t, i18n } = useTranslation('people')
  const router = useRouter()
  const queryClient = useQueryClient()
  const accept = useMutation(acceptInvitationMutation(useApi()))
  const language = locales.find((known) => known === i18n.language)
  const least = hasAccount ? 1 : minPasswordLength
  return useServerForm({
    initialValues: { name, password: '' },
    validate: {
      name: (value) => (value.trim() === '' ? t('required') : null),
      password: (value) => (value.length >= least ? null : hasAccount ? t('required') : t('passwordHelp', { count: minPasswordLength })),
    },
    onSubmit: async (values) => {
      const own = hasAccount ? { password: values.password } : { ...values, ...(language === undefined ? {} : { language }) }
      rememberSession(queryClient, await accept.mutateAsync({ token, ...own }))
      router.history.push('/')
    },
  })
}
