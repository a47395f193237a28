import { PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../lib/services.tsx'
import { Form } from '../../ui/form.tsx'
import { OuterPage } from '../../ui/outer-page.tsx'
import { useServerForm } from '../../ui/use-server-form.ts'
import { rememberSession, setupQuery, signInMutation } from './people.queries.ts'

/** Only a path of this window: an address of another server must not be where a sign-in ends. */
const ownPath = (next: string | undefined): string => (next !== undefined && /^\/(?![/\\])/.test(next) ? next : '/')

export function LoginPage() {
  const { t } = useTranslation('people')
  const api = useApi()
  const router = useRouter()
  const queryClient = useQueryClient()
  const { next } = useSearch({ from: '/login' })
  const setup = useQuery(setupQuery(api))
  const signIn = useMutation(signInMutation(api))
  const required = (value: string): string | null => (value.trim() === '' ? t('required') : null)
  const serverForm = useServerForm({
    initialValues: { email: '', password: '' },
    validate: { email: required, password: required },
    onSubmit: async (values) => {
      rememberSession(queryClient, await signIn.mutateAsync(values))
      router.history.push(ownPath(next))
    },
  })
  const { form } = serverForm
  return (
    <OuterPage title={t('login.title')} description={t('login.description')}>
      {setup.data?.needed === true ? <p className="outer-hint">{t('login.setupNeeded')}</p> : null}
      <Form serverForm={serverForm} submitLabel={t('login.submit')}>
        <TextInput label={t('email')} type="email" autoComplete="username" autoFocus {...form.getInputProps('email')} />
        <PasswordInput label={t('password')} autoComplete="current-password" {...form.getInputProps('password')} />
      </Form>
    </OuterPage>
  )
}
