import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SearchField } from '../../ui/filter-bar.tsx'

export interface DocsEntry {
  readonly id: string
  readonly to: string
  readonly label: ReactNode
  /** What the search looks through. */
  readonly words: string
}

export interface DocsGroup {
  /** Empty for a list without groups. */
  readonly title: string
  readonly entries: readonly DocsEntry[]
}

interface DocsSplitProps {
  /** What is listed, for screen readers. */
  readonly label: string
  readonly groups: readonly DocsGroup[]
  readonly currentId: string | undefined
  readonly isSearchable?: boolean
  readonly children: ReactNode
}

/** A list of topics, and the one that is read beside it. */
export function DocsSplit({ label, groups, currentId, isSearchable = false, children }: DocsSplitProps) {
  const { t } = useTranslation('api-docs')
  const [query, setQuery] = useState('')
  const found = matching(groups, query)
  return (
    <div className="docs-split">
      <nav className="docs-list" aria-label={label}>
        {isSearchable ? <SearchField value={query} onChange={setQuery} placeholder={t('search')} /> : null}
        <div className="docs-list-entries">
          {found.map((group) => (
            <Group key={group.title} group={group} currentId={currentId} />
          ))}
          {found.length === 0 ? <p className="dim">{t('nothingFound')}</p> : null}
        </div>
      </nav>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and only what has focus scrolls by keyboard */}
      <section className="docs-article" tabIndex={0} aria-label={label}>
        {children}
      </section>
    </div>
  )
}

/** Every word must be somewhere in an entry. */
function matching(groups: readonly DocsGroup[], query: string): readonly DocsGroup[] {
  const words = query.toLowerCase().split(/\s+/)
  const isFound = (entry: DocsEntry): boolean => words.every((word) => entry.words.toLowerCase().includes(word))
  return groups.map((group) => ({ ...group, entries: group.entries.filter(isFound) })).filter((group) => group.entries.length > 0)
}

function Group({ group, currentId }: { readonly group: DocsGroup; readonly currentId: string | undefined }) {
  return (
    <>
      {group.title === '' ? null : <h2>{group.title}</h2>}
      <ul>
        {group.entries.map((entry) => (
          <li key={entry.id}>
            <Link to={entry.to} {...(entry.id === currentId ? { 'aria-current': 'page' as const } : {})}>
              {entry.label}
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}
