import { ActionIcon, Tooltip } from '@mantine/core'
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react'
import { Link, useLocation } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useWorkspace } from '../lib/services.tsx'
import { type NavigationGroup, type NavigationItem, navigationGroups, navigationItemOf } from './navigation.ts'
import { RecordEntries } from './record-entries.tsx'
import './side-navigation.css'
import { useOpenPages } from './use-open-pages.ts'

interface SideNavigationProps {
  readonly isCollapsed: boolean
  readonly onToggle: () => void
}

export function SideNavigation({ isCollapsed, onToggle }: SideNavigationProps) {
  const { t } = useTranslation('app')
  const toggleLabel = t(isCollapsed ? 'navigationBar.expand' : 'navigationBar.collapse')
  return (
    <nav className="side-navigation" aria-label={t('navigationBar.label')}>
      <div className="side-navigation-groups">
        {navigationGroups.map((group) => (
          <Group key={group.id} group={group} isCollapsed={isCollapsed} />
        ))}
      </div>
      <Tooltip label={toggleLabel} position="right">
        <ActionIcon onClick={onToggle} aria-label={toggleLabel} aria-expanded={!isCollapsed} className="side-navigation-toggle">
          {isCollapsed ? <IconLayoutSidebarLeftExpand size={17} stroke={1.6} /> : <IconLayoutSidebarLeftCollapse size={17} stroke={1.6} />}
        </ActionIcon>
      </Tooltip>
    </nav>
  )
}

function Group({ group, isCollapsed }: { readonly group: NavigationGroup; readonly isCollapsed: boolean }) {
  const { t } = useTranslation('app')
  const items = useOpenPages()(group.items)
  const current = navigationItemOf(useLocation().pathname)
  const { company } = useWorkspace()
  if (items.length === 0) return null
  const entry = (item: NavigationItem): ReactNode => <Entry item={item} isCurrent={item.id === current?.id} isCollapsed={isCollapsed} />
  return (
    <>
      {group.id === 'home' ? null : <h2 className="side-navigation-heading">{t(`navigationGroup.${group.id}`)}</h2>}
      {group.id === 'operations' ? (
        // Each company has pins of its own.
        <RecordEntries key={company} current={current} isCollapsed={isCollapsed} entry={entry} />
      ) : (
        <ul>
          {items.map((item) => (
            <li key={item.id}>{entry(item)}</li>
          ))}
        </ul>
      )}
    </>
  )
}

interface EntryProps {
  readonly item: NavigationItem
  readonly isCurrent: boolean
  readonly isCollapsed: boolean
}

function Entry({ item, isCurrent, isCollapsed }: EntryProps) {
  const { t } = useTranslation('app')
  const label = t(item.labelKey)
  const link = useRef<HTMLAnchorElement>(null)
  // A long list of record types scrolls, and where one is has to be in sight.
  useEffect(() => {
    if (isCurrent) link.current?.scrollIntoView({ block: 'nearest' })
  }, [isCurrent])
  return (
    <Tooltip label={label} position="right" disabled={!isCollapsed}>
      <Link ref={link} to={item.to} className="side-navigation-entry" {...(isCurrent ? { 'data-current': true } : {})}>
        <item.icon size={17} stroke={1.6} aria-hidden />
        <span>{label}</span>
      </Link>
    </Tooltip>
  )
}
