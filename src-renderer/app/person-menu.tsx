import { Avatar, Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { IconDevices, IconLock, IconLogout } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { locales } from '../../src-main/contract/fields.ts'
import { rememberSession, signOutMutation, updateProfileMutation, useSession } from '../features/people/people.queries.ts'
import { chooseAndKeepLanguage, languageNames } from '../lib/i18n.ts'
import { useApi } from '../lib/services.tsx'

const schemes = ['auto', 'light', 'dark'] as const

export function PersonMenu() {
  const { t } = useTranslation('app')
  const user = useSession()?.user
  const initials = (user?.name ?? '')
    .split(/\s+/)
    .map((part) => part.charAt(0))
    .slice(0, 2)
    .join('')
  return (
    <Menu width={232}>
      <Menu.Target>
        <UnstyledButton className="person-button">
          <Avatar size={28} color="gray">
            {initials}
          </Avatar>
          <span className="visually-hidden">{t('person.menu', { name: user?.name ?? '' })}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className="person-who">
          <strong>{user?.name}</strong>
          <span>{user?.email}</span>
        </div>
        <Menu.Divider />
        <LanguageItems />
        <Menu.Divider />
        <SchemeItems />
        <Menu.Divider />
        <SessionItems />
      </Menu.Dropdown>
    </Menu>
  )
}

function LanguageItems() {
  const { t, i18n } = useTranslation('app')
  const queryClient = useQueryClient()
  const update = useMutation({ ...updateProfileMutation(useApi()), onSuccess: (session) => rememberSession(queryClient, session) })
  const choose = async (value: string): Promise<void> => {
    const language = locales.find((known) => known === value) ?? 'en'
    await chooseAndKeepLanguage(i18n, language)
    update.mutate({ language })
  }
  return (
    <Menu.RadioGroup value={i18n.language} onChange={(value) => void choose(value)}>
      <Menu.Label>{t('person.language')}</Menu.Label>
      {locales.map((language) => (
        <Menu.RadioItem key={language} value={language} lang={language}>
          {languageNames[language]}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  )
}

function SchemeItems() {
  const { t } = useTranslation('app')
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <Menu.RadioGroup value={colorScheme} onChange={(value) => setColorScheme(schemes.find((known) => known === value) ?? 'auto')}>
      <Menu.Label>{t('person.colorScheme')}</Menu.Label>
      {schemes.map((scheme) => (
        <Menu.RadioItem key={scheme} value={scheme}>
          {t(`colorScheme.${scheme}`)}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  )
}

function SessionItems() {
  const { t } = useTranslation('app')
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const leave = async (): Promise<void> => {
    await navigate({ to: '/login', search: {} })
    queryClient.clear()
  }
  const signOut = useMutation({ ...signOutMutation(useApi()), onSuccess: leave })
  return (
    <>
      <Menu.Item leftSection={<IconLock size={15} stroke={1.6} />} onClick={() => void navigate({ to: '/settings/account' })}>
        {t('person.account')}
      </Menu.Item>
      <Menu.Item leftSection={<IconLogout size={15} stroke={1.6} />} onClick={() => signOut.mutate(false)}>
        {t('person.signOut')}
      </Menu.Item>
      <Menu.Item leftSection={<IconDevices size={15} stroke={1.6} />} onClick={() => signOut.mutate(true)}>
        {t('person.signOutEverywhere')}
      </Menu.Item>
    </>
  )
}
