import { PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useRouter, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { locales } from '../../../src-main/contract/fields.ts'
import { minPasswordLength } from '../../../src-main/features/people/people.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { Form } from '../../ui/form.tsx'
import { OuterPage } from '../../ui/outer-page.tsx'
import { useServerForm } from '../../ui/use-server-form.ts'
import { rememberSession, setUpOwnerMutation, setupQuery } from './people.queries.ts'

/** First run: the company and its owner. */
export function SetupPage() {
  const { t } = useTranslation('people')
  const setup = useQuery(setupQuery(useApi()))
  if (setup.data?.needed === false) {
    return (
      <OuterPage title={t('setup.done.title')} description={t('setup.done.description')}>
        <Link to="/login">{t('login.submit')}</Link>
      </OuterPage>
    )
  }
  return (
    <OuterPage title={t('setup.title')} description={t('setup.description')}>
      <SetupForm />
    </OuterPage>
  )
}

function SetupForm() {
  const { t } = useTranslation('people')
  const { serverForm, hasToken } = useSetupForm()
  const { form } = serverForm
  return (
    <Form serverForm={serverForm} submitLabel={t('setup.submit')}>
      {hasToken ? null : (
        <TextInput label={t('setup.token')} description={t('setup.tokenHelp')} autoComplete="off" {...form.getInputProps('token')} />
      )}
      <TextInput
        label={t('setup.companyName')}
        description={t('setup.companyNameHelp')}
        autoComplete="organization"
        {...form.getInputProps('companyName')}
      />
      <TextInput label={t('name')} autoComplete="name" {...form.getInputProps('name')} />
      <TextInput label={t('email')} type="email" autoComplete="username" {...form.getInputProps('email')} />
      <PasswordInput
        label={t('password')}
        description={t('passwordHelp', { count: minPasswordLength })}
        autoComplete="new-password"
        {...form.getInputProps('password')}
      />
    </Form>
  )
}

function useSetupForm() {
  const { t, i18n } = useTranslation('people')
  const api = useApi()
  const router = useRouter()
  const queryClient = useQueryClient()
  const { token } = useSearch({ from: '/setup' })
  const setUp = useMutation(setUpOwnerMutation(api))
  const required = (value: string): string | null => (value.trim() === '' ? t('required') : null)
  const language = locales.find((known) => known === i18n.language)
  const serverForm = useServerForm({
    initialValues: { token, companyName: '', name: '', email: '', password: '' },
    validate: {
      token: required,
      companyName: required,
      name: required,
      email: required,
      password: (value) => (value.length < minPasswordLength ? t('passwordHelp', { count: minPasswordLength }) : null),
    },
    onSubmit: async (values) => {
      rememberSession(queryClient, await setUp.mutateAsync({ ...values, ...(language === undefined ? {} : { language }) }))
      router.history.push('/')
    },
  })
  return { serverForm, hasToken: token !== '' }
}
