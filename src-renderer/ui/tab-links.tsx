import { Link } from '@tanstack/react-router'
import './tab-links.css'

export interface TabLink {
  readonly label: string
  readonly to: string
  readonly isCurrent: boolean
}

interface TabLinksProps {
  /** What the tabs are about, for screen readers. */
  readonly label: string
  readonly tabs: readonly TabLink[]
}

/** Parts of a page at their own URLs. */
export function TabLinks({ label, tabs }: TabLinksProps) {
  return (
    <nav className="tab-links" aria-label={label}>
      {tabs.map((tab) => (
        <Link key={tab.to} to={tab.to} activeOptions={{ exact: true }} {...(tab.isCurrent ? { 'aria-current': 'page' as const } : {})}>
          {tab.label}
        </Link>
      ))}
    </nav>
  )
}
