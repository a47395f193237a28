import { PasswordInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { minPasswordLength } from '../../../src-main/features/people/people.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { Form } from '../../ui/form.tsx'
import { notify } from '../../ui/notify.tsx'
import { useServerForm } from '../../ui/use-server-form.ts'
import { changePasswordMutation } from './people.queries.ts'

/** Changes one's own password; every other device is signed out. */
export function PasswordForm() {
  const { t } = useTranslation('people')
  const change = useMutation(changePasswordMutation(useApi()))
  const serverForm = useServerForm({
    initialValues: { currentPassword: '', newPassword: '', repeated: '' },
    validate: {
      currentPassword: (value) => (value === '' ? t('required') : null),
      newPassword: (value) => (value.length < minPasswordLength ? t('passwordHelp', { count: minPasswordLength }) : null),
      repeated: (value, values) => (value === values.newPassword ? null : t('account.notTheSame')),
    },
    onSubmit: async ({ currentPassword, newPassword }) => {
      await change.mutateAsync({ currentPassword, newPassword })
      serverForm.form.reset()
      notify({ message: t('account.changed') })
    },
  })
  const { form } = serverForm
  return (
    <Form serverForm={serverForm} submitLabel={t('account.change')}>
      <PasswordInput label={t('account.current')} autoComplete="current-password" {...form.getInputProps('currentPassword')} />
      <PasswordInput
        label={t('account.new')}
        description={t('passwordHelp', { count: minPasswordLength })}
        autoComplete="new-password"
        {...form.getInputProps('newPassword')}
      />
      <PasswordInput label={t('account.repeat')} autoComplete="new-password" {...form.getInputProps('repeated')} />
    </Form>
  )
}
