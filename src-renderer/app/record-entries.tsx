import { ActionIcon, Tooltip, UnstyledButton } from '@mantine/core'
import { IconDots, IconPin, IconPinnedOff } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readStored, writeStored } from '../lib/stored.ts'
import type { NavigationItem, RecordItem } from './navigation.ts'
import { useRecordNavigation } from './use-record-navigation.ts'

interface RecordEntriesProps {
  readonly current: NavigationItem | undefined
  readonly isCollapsed: boolean
  readonly entry: (item: NavigationItem) => ReactNode
}

const openKey = 'navigation.more'

/** The record types in sight, and the others under "More records", which is open while the page is one of them. */
export function RecordEntries({ current, isCollapsed, entry }: RecordEntriesProps) {
  const { shown, more, toggle } = useRecordNavigation()
  const [isOpened, setOpened] = useState(() => readStored<boolean>(openKey) ?? false)
  const isOpen = isOpened || more.some(({ id }) => id === current?.id)
  const change = (): void => {
    writeStored(openKey, !isOpen)
    setOpened(!isOpen)
  }
  const line = (item: RecordItem, isPinned: boolean): ReactNode => (
    <li key={item.id} className="side-navigation-record">
      {entry(item)}
      {isCollapsed ? null : <Pin item={item} isPinned={isPinned} onToggle={() => toggle(item.id)} />}
    </li>
  )
  return (
    <ul>
      {shown.map((item) => line(item, true))}
      {more.length === 0 ? null : (
        <li>
          <MoreButton isOpen={isOpen} isCollapsed={isCollapsed} onClick={change} />
        </li>
      )}
      {isOpen ? more.map((item) => line(item, false)) : null}
    </ul>
  )
}

interface MoreButtonProps {
  readonly isOpen: boolean
  readonly isCollapsed: boolean
  readonly onClick: () => void
}

function MoreButton({ isOpen, isCollapsed, onClick }: MoreButtonProps) {
  const { t } = useTranslation('app')
  const label = t('navigation.more')
  return (
    <Tooltip label={label} position="right" disabled={!isCollapsed}>
      <UnstyledButton className="side-navigation-entry" aria-expanded={isOpen} onClick={onClick}>
        <IconDots size={17} stroke={1.6} aria-hidden />
        <span>{label}</span>
      </UnstyledButton>
    </Tooltip>
  )
}

interface PinProps {
  readonly item: RecordItem
  readonly isPinned: boolean
  readonly onToggle: () => void
}

function Pin({ item, isPinned, onToggle }: PinProps) {
  const { t } = useTranslation('app')
  const Shape = isPinned ? IconPinnedOff : IconPin
  const label = t(isPinned ? 'navigation.unpin' : 'navigation.pin', { name: t(item.labelKey) })
  return (
    <Tooltip label={label} position="right">
      <ActionIcon size={24} className="side-navigation-pin" aria-label={label} onClick={onToggle}>
        <Shape size={14} stroke={1.6} />
      </ActionIcon>
    </Tooltip>
  )
}
