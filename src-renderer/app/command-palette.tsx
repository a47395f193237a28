import { useMantineColorScheme } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { Spotlight } from '@mantine/spotlight'
import { type Icon, IconFlask, IconLock, IconMoon, IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { searchQuery } from '../features/search/search.queries.ts'
import { useApi, useWorkspace } from '../lib/services.tsx'
import { createPages, navigationGroups } from './navigation.ts'
import { recordViews } from './record-views.ts'
import { useOpenPages } from './use-open-pages.ts'
import { useSwitchWorkspace } from './use-switch-workspace.ts'

interface Command {
  readonly id: string
  readonly label: string
  readonly hint?: string
  readonly icon: Icon
  readonly run: () => void
}

/** Ctrl/⌘ K: pages, actions, and records by key or name. */
export function CommandPalette() {
  const { t } = useTranslation('app')
  const [query, setQuery] = useState('')
  const groups = [
    { id: 'records', commands: useRecordCommands(query) },
    { id: 'pages', commands: matching(usePageCommands(), query) },
    { id: 'actions', commands: matching(useActionCommands(), query) },
  ].filter((group) => group.commands.length > 0)
  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      title={t('search.open')}
      centered={false}
      yOffset="14vh"
      scrollable
      maxHeight={420}
      // At once: what is typed while it fades in would be lost.
      transitionProps={{ duration: 0 }}
      overlayProps={{ blur: 0, color: '#0f1318', backgroundOpacity: 0.35 }}
      shortcut="mod + K"
      tagsToIgnore={[]}
    >
      <Spotlight.Search
        placeholder={t('search.placeholder')}
        aria-label={t('search.placeholder')}
        leftSection={<IconSearch size={17} stroke={1.6} />}
      />
      <Spotlight.ActionsList>
        {groups.map((group) => (
          <Spotlight.ActionsGroup key={group.id} label={t(`search.${group.id}`)}>
            {group.commands.map((command) => (
              <CommandItem key={command.id} command={command} />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {groups.length === 0 ? <Spotlight.Empty>{t('search.nothing')}</Spotlight.Empty> : null}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}

function CommandItem({ command }: { readonly command: Command }) {
  return (
    <Spotlight.Action
      onClick={command.run}
      leftSection={<command.icon size={16} stroke={1.6} aria-hidden />}
      rightSection={command.hint === undefined ? null : <span className="mono dim">{command.hint}</span>}
      label={command.label}
    />
  )
}

/** Each word of the query stands somewhere in the label. */
function matching(commands: readonly Command[], query: string): readonly Command[] {
  const words = query
    .toLocaleLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  return commands.filter(({ label }) => words.every((word) => label.toLocaleLowerCase().includes(word)))
}

function usePageCommands(): readonly Command[] {
  const { t } = useTranslation('app')
  const router = useRouter()
  const open = useOpenPages()
  const pages = navigationGroups.flatMap((group) => open(group.items))
  return pages.map(({ id, icon, to, labelKey }) => ({ id, icon, label: t(labelKey), run: () => void router.navigate({ to }) }))
}

function useActionCommands(): readonly Command[] {
  const { t } = useTranslation('app')
  const router = useRouter()
  const open = useOpenPages()
  const { environment } = useWorkspace()
  const switchWorkspace = useSwitchWorkspace()
  const { toggleColorScheme } = useMantineColorScheme()
  const other = environment === 'live' ? 'sandbox' : 'live'
  return [
    ...open(createPages).map(({ id, icon, to, labelKey }) => ({
      id: `new-${id}`,
      icon,
      label: t(labelKey),
      run: () => void router.navigate({ to }),
    })),
    { id: 'environment', icon: IconFlask, label: t(`action.switchTo.${other}`), run: () => switchWorkspace({ environment: other }) },
    { id: 'scheme', icon: IconMoon, label: t('action.toggleColorScheme'), run: toggleColorScheme },
    { id: 'account', icon: IconLock, label: t('person.account'), run: () => void router.navigate({ to: '/settings/account' }) },
  ]
}

const shortestSearch = 2

function useRecordCommands(typed: string): readonly Command[] {
  const api = useApi()
  const router = useRouter()
  const [query] = useDebouncedValue(typed.trim(), 150)
  const isSearch = query.length >= shortestSearch
  const found = useQuery({ ...searchQuery(api, query), enabled: isSearch })
  if (!isSearch || found.data === undefined) return []
  return found.data.flatMap(({ recordType, id, key, title }) => {
    const view = recordViews.find(({ type }) => type.plural === recordType)
    if (view === undefined) return []
    return [{ id: key, label: title, hint: key, icon: view.icon, run: () => router.history.push(`${view.path}/${id}`) }]
  })
}
