import { Select, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Locale, locales } from '../../../src-main/contract/fields.ts'
import type { Session } from '../../../src-main/features/people/people.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { writeStored } from '../../lib/stored.ts'
import { Form } from '../../ui/form.tsx'
import { notify } from '../../ui/notify.tsx'
import { useServerForm } from '../../ui/use-server-form.ts'
import { rememberSession, updateProfileMutation } from './people.queries.ts'

/** Each language in its own words, for whoever cannot read the one that is set. */
const languageNames: Readonly<Record<Locale, string>> = { tr: 'Türkçe', en: 'English', id: 'Bahasa Indonesia' }

/** One's own name and language. */
export function ProfileForm({ user }: Pick<Session, 'user'>) {
  const { t, i18n } = useTranslation('people')
  const queryClient = useQueryClient()
  const update = useMutation(updateProfileMutation(useApi()))
  const current = locales.find((known) => known === i18n.language) ?? 'en'
  const serverForm = useServerForm<{ name: string; language: Locale }>({
    initialValues: { name: user.name, language: current },
    validate: { name: (value) => (value.trim() === '' ? t('required') : null) },
    onSubmit: async (values) => {
      const session = await update.mutateAsync(values)
      // This browser's own choice counts before the profile's; the shell follows when the session says the new language.
      writeStored('language', values.language)
      rememberSession(queryClient, session)
      notify({ message: t('account.profileSaved') })
    },
  })
  const { form } = serverForm
  return (
    <Form serverForm={serverForm} submitLabel={t('account.save')}>
      <TextInput label={t('name')} autoComplete="name" maxLength={120} {...form.getInputProps('name')} />
      <TextInput label={t('email')} description={t('account.emailHelp')} value={user.email} readOnly />
      <Select
        label={t('account.language')}
        data={locales.map((value) => ({ value, label: languageNames[value] }))}
        {...form.getInputProps('language')}
      />
    </Form>
  )
}
