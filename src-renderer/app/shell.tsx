import { IconFlask } from '@tabler/icons-react'
import { Link, Outlet, useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../features/people/people.queries.ts'
import { changeLanguage, chooseLanguage, storedLanguage } from '../lib/i18n.ts'
import { useWorkspace } from '../lib/services.tsx'
import { readStored, writeStored } from '../lib/stored.ts'
import { CommandPalette } from './command-palette.tsx'
import { SideNavigation } from './side-navigation.tsx'
import { TopBar } from './top-bar.tsx'
import { useLive } from './use-live.ts'

const wideEnoughPx = 1100

/** The frame behind the sign-in: bar, navigation, page. */
export function Shell() {
  const { t } = useTranslation('app')
  const { company, environment } = useWorkspace()
  const [isCollapsed, setCollapsed] = useState(() => readStored<boolean>('navigation.collapsed') ?? window.innerWidth < wideEnoughPx)
  useProfileLanguage()
  useAllPages()
  useLive()
  const toggle = (): void => {
    writeStored('navigation.collapsed', !isCollapsed)
    setCollapsed(!isCollapsed)
  }
  return (
    <div className="shell" data-environment={environment} {...(isCollapsed ? { 'data-collapsed': true } : {})}>
      <a className="skip-link" href="#page">
        {t('skipToPage')}
      </a>
      <TopBar />
      {environment === 'sandbox' ? <SandboxBar /> : null}
      <div className="shell-body">
        <SideNavigation isCollapsed={isCollapsed} onToggle={toggle} />
        <main id="page" tabIndex={-1} key={`${company}/${environment}`}>
          <Outlet />
        </main>
      </div>
      <CommandPalette />
    </div>
  )
}

function SandboxBar() {
  const { t } = useTranslation('app')
  return (
    <div className="sandbox-bar" role="status">
      <IconFlask size={15} stroke={1.8} aria-hidden />
      {t('sandboxBar')}
      <Link to="/settings/sandbox">{t('sandboxPage')}</Link>
    </div>
  )
}

/** Fetches the code of every page, so that all of them open while the server is away. */
function useAllPages(): void {
  const router = useRouter()
  useEffect(() => {
    for (const route of Object.values(router.routesById)) void router.loadRouteChunk(route)
  }, [router])
}

/** What the person chose on another computer counts until they choose on this one. */
function useProfileLanguage(): void {
  const { i18n } = useTranslation()
  const profileLanguage = useSession()?.user.language
  useEffect(() => {
    const language = chooseLanguage(storedLanguage(), profileLanguage, navigator.languages)
    if (language !== i18n.language) void changeLanguage(i18n, language)
  }, [i18n, profileLanguage])
}
