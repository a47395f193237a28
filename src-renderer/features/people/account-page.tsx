import { useTranslation } from 'react-i18next'
import { Page, PageHeader, Section } from '../../ui/page.tsx'
import { Devices } from './devices.tsx'
import { PasswordForm } from './password-form.tsx'
import { useSession } from './people.queries.ts'
import { ProfileForm } from './profile-form.tsx'

/** The person's own name and language, password, and where they are signed in. */
export function AccountPage() {
  const { t, i18n } = useTranslation('people')
  const user = useSession()?.user
  return (
    <Page>
      <PageHeader title={t('account.title')} description={t('account.description')} />
      {user === undefined ? null : (
        <Section title={t('account.profile')}>
          <ProfileForm key={i18n.language} user={user} />
        </Section>
      )}
      <Devices />
      <Section title={t('account.change')}>
        <PasswordForm />
      </Section>
    </Page>
  )
}
