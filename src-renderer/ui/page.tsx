import { Link } from '@tanstack/react-router'
import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import './page.css'

interface PageProps {
  readonly children: ReactNode
  /** A list page fills the window and scrolls its table; any other page scrolls as a whole. */
  readonly fill?: boolean
}

/** The frame of every page: header, then filters, then content. */
export function Page({ children, fill = false }: PageProps) {
  return (
    <div className="page" {...(fill ? { 'data-fill': true } : {})}>
      {children}
    </div>
  )
}

export interface Breadcrumb {
  readonly label: string
  readonly to: string
}

interface PageHeaderProps {
  readonly title: ReactNode
  /** One line of what the page is. */
  readonly description?: ReactNode
  /** Buttons at the right, the primary one last (`variant="filled"`). */
  readonly actions?: ReactNode
  /** The way up; the page itself is not in it. */
  readonly breadcrumbs?: readonly Breadcrumb[]
  /** Beside the title, a `StatusBadge`. */
  readonly badge?: ReactNode
}

export function PageHeader({ title, description, actions, breadcrumbs, badge }: PageHeaderProps) {
  return (
    <header className="page-header">
      <div>
        {breadcrumbs === undefined ? null : <Breadcrumbs items={breadcrumbs} />}
        <h1>
          {title}
          {badge}
        </h1>
        {description === undefined ? null : <p>{description}</p>}
      </div>
      {actions === undefined ? null : <div className="page-header-actions">{actions}</div>}
    </header>
  )
}

function Breadcrumbs({ items }: { readonly items: readonly Breadcrumb[] }) {
  const { t } = useTranslation('ui')
  return (
    <nav aria-label={t('page.breadcrumbs')}>
      <ol className="page-breadcrumbs">
        {items.map((item) => (
          <li key={item.to}>
            <Link to={item.to}>{item.label}</Link>
          </li>
        ))}
      </ol>
    </nav>
  )
}

interface SectionProps {
  readonly title?: string
  readonly actions?: ReactNode
  readonly children: ReactNode
  /** Without padding, for a table or a list with its own. */
  readonly flush?: boolean
}

/** A bordered part of a page with its own heading. */
export function Section({ title, actions, children, flush = false }: SectionProps) {
  const headingId = useId()
  return (
    <section className="section" {...(title === undefined ? {} : { 'aria-labelledby': headingId })}>
      {title === undefined ? null : (
        <header>
          <h2 id={headingId}>{title}</h2>
          {actions}
        </header>
      )}
      <div className="section-body" {...(flush ? { 'data-flush': true } : {})}>
        {children}
      </div>
    </section>
  )
}
