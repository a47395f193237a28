import { Button, SegmentedControl } from '@mantine/core'
import { openSpotlight } from '@mantine/spotlight'
import { IconFlask, IconSearch } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { NotificationBell } from '../features/notifications/notification-bell.tsx'
import { useWorkspace } from '../lib/services.tsx'
import { Logo } from '../ui/logo.tsx'
import { CompanySwitcher } from './company-switcher.tsx'
import { LiveIndicator } from './live-indicator.tsx'
import { PersonMenu } from './person-menu.tsx'
import './top-bar.css'
import { useSwitchWorkspace } from './use-switch-workspace.ts'

export function TopBar() {
  return (
    <header className="top-bar">
      <Link to="/" className="top-bar-brand">
        <Logo />
        <span>Interlock</span>
      </Link>
      <CompanySwitcher />
      <EnvironmentSwitch />
      <SearchButton />
      <LiveIndicator />
      <NotificationBell />
      <PersonMenu />
    </header>
  )
}

function EnvironmentSwitch() {
  const { t } = useTranslation('app')
  const { environment } = useWorkspace()
  const switchWorkspace = useSwitchWorkspace()
  return (
    <SegmentedControl
      className="environment-switch"
      aria-label={t('environment.label')}
      value={environment}
      onChange={(value) => switchWorkspace({ environment: value === 'sandbox' ? 'sandbox' : 'live' })}
      data={[
        { value: 'live', label: t('environment.live') },
        {
          value: 'sandbox',
          label: (
            <span className="environment-sandbox">
              <IconFlask size={14} stroke={1.7} aria-hidden />
              {t('environment.sandbox')}
            </span>
          ),
        },
      ]}
    />
  )
}

function SearchButton() {
  const { t } = useTranslation('app')
  const isMac = navigator.userAgent.includes('Mac OS')
  return (
    <Button
      className="top-bar-search"
      justify="flex-start"
      leftSection={<IconSearch size={16} stroke={1.6} />}
      rightSection={<kbd>{isMac ? '⌘ K' : 'Ctrl K'}</kbd>}
      onClick={openSpotlight}
    >
      {t('search.open')}
    </Button>
  )
}
