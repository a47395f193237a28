import { ActionIcon, Tooltip } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { type ReactNode, type RefObject, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import './detail-panel.css'

interface WithPanelProps {
  /** The list. */
  readonly children: ReactNode
  /** `<Outlet />`: the child route draws a `DetailPanel`, or nothing. */
  readonly panel: ReactNode
}

/** A list with the details of one row beside it, over it where the window is narrow. */
export function WithPanel({ children, panel }: WithPanelProps) {
  return (
    <div className="with-panel">
      <div className="with-panel-list">{children}</div>
      <div className="with-panel-slot">{panel}</div>
    </div>
  )
}

interface DetailPanelProps {
  /** Names what is shown; its key in `<Code>` or its title. */
  readonly title: ReactNode
  readonly badge?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
  /** Navigate to the list: `navigate({ to: '/jobs', search: true })`. */
  readonly onClose: () => void
}

/** The details of one row at their own URL. Takes the focus when it opens; Esc closes, and the list takes the focus back. */
export function DetailPanel({ title, badge, actions, children, onClose }: DetailPanelProps) {
  const { t } = useTranslation('ui')
  const headingId = useId()
  const panel = useRef<HTMLElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  useEscape(panel, onClose)
  return (
    <aside className="detail-panel" aria-labelledby={headingId} ref={panel}>
      <header>
        <h2 id={headingId} tabIndex={-1} ref={heading}>
          {title}
        </h2>
        {badge}
        <div className="detail-panel-actions">
          {actions}
          <Tooltip label={t('panel.close')}>
            <ActionIcon onClick={onClose} aria-label={t('panel.close')}>
              <IconX size={16} stroke={1.6} />
            </ActionIcon>
          </Tooltip>
        </div>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and only what has focus scrolls by keyboard */}
      <section className="detail-panel-body" tabIndex={0} aria-labelledby={headingId}>
        {children}
      </section>
    </aside>
  )
}

function useEscape(panel: RefObject<HTMLElement | null>, onEscape: () => void): void {
  const latest = useRef(onEscape)
  useEffect(() => {
    latest.current = onEscape
  })
  useEffect(() => {
    // NB: a native listener on the list and its panel: React's events would also bubble out of menus and dialogs in portals.
    const area = panel.current?.closest<HTMLElement>('.with-panel')
    const onKeyDown = (event: KeyboardEvent): void => {
      const isDropdownOpen = event.target instanceof Element && event.target.getAttribute('aria-expanded') === 'true'
      if (event.key === 'Escape' && !event.defaultPrevented && !isDropdownOpen) latest.current()
    }
    // The focus falls to the body when what had it is gone, such as the button of an action that is done.
    const onBodyKeyDown = (event: KeyboardEvent): void => {
      if (event.target === document.body) onKeyDown(event)
    }
    area?.addEventListener('keydown', onKeyDown)
    document.addEventListener('keydown', onBodyKeyDown)
    return () => {
      area?.removeEventListener('keydown', onKeyDown)
      document.removeEventListener('keydown', onBodyKeyDown)
    }
  }, [panel])
}
