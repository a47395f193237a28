import { Avatar, type MantineColorScheme, Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { IconCheck, IconDeviceDesktop, IconDevices, IconLock, IconLogout, IconMoon, IconSun } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { type Locale, locales } from '../../src-main/contract/fields.ts'
import { rememberSession, signOutMutation, updateProfileMutation, useSession } from '../features/people/people.queries.ts'
import { useApi } from '../lib/services.tsx'
import { chooseAndKeepLanguage } from './i18n.ts'

/** Each language in its own words, for whoever cannot read the one that is set. */
const languageNames: Readonly<Record<Locale, string>> = { tr: 'Türkçe', en: 'English', id: 'Bahasa Indonesia' }
const schemes = [
  ['auto', IconDeviceDesktop],
  ['light', IconSun],
  ['dark', IconMoon],
] as const

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
        <UnstyledButton className="person-button" aria-label={t('person.menu', { name: user?.name ?? '' })}>
          <Avatar size={28} name={user?.name ?? ''} color="gray">
            {initials}
          </Avatar>
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

const tick = (isOn: boolean) => (isOn ? <IconCheck size={15} stroke={1.8} /> : null)

function LanguageItems() {
  const { t, i18n } = useTranslation('app')
  const queryClient = useQueryClient()
  const update = useMutation({ ...updateProfileMutation(useApi()), onSuccess: (session) => rememberSession(queryClient, session) })
  const choose = async (language: Locale): Promise<void> => {
    await chooseAndKeepLanguage(i18n, language)
    update.mutate({ language })
  }
  return (
    <>
      <Menu.Label>{t('person.language')}</Menu.Label>
      {locales.map((language) => (
        <Menu.Item
          key={language}
          lang={language}
          role="menuitemradio"
          aria-checked={i18n.language === language}
          rightSection={tick(i18n.language === language)}
          onClick={() => void choose(language)}
        >
          {languageNames[language]}
        </Menu.Item>
      ))}
    </>
  )
}

function SchemeItems() {
  const { t } = useTranslation('app')
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <>
      <Menu.Label>{t('person.colorScheme')}</Menu.Label>
      {schemes.map(([scheme, Shape]) => (
        <Menu.Item
          key={scheme}
          role="menuitemradio"
          aria-checked={colorScheme === scheme}
          leftSection={<Shape size={15} stroke={1.6} />}
          rightSection={tick(colorScheme === scheme)}
          onClick={() => setColorScheme(scheme satisfies MantineColorScheme)}
        >
          {t(`colorScheme.${scheme}`)}
        </Menu.Item>
      ))}
    </>
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
      <Menu.Item leftSection={<IconLock size={15} stroke={1.6} />} onClick={() => void navigate({ to: '/settings/password' })}>
        {t('person.password')}
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
