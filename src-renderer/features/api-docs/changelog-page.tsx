import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../lib/services.tsx'
import { ErrorState, SkeletonLines } from '../../ui/states.tsx'
import { Code } from '../../ui/values.tsx'
import { changelogQuery } from './api-docs.queries.ts'

/** What changed in the API, by dated revision, the newest first. */
export function ChangelogPage() {
  const { t, i18n } = useTranslation('api-docs')
  const changelog = useQuery(changelogQuery(useApi(), i18n.language))
  if (changelog.error !== null) return <ErrorState error={changelog.error} onRetry={() => void changelog.refetch()} />
  if (changelog.data === undefined) return <SkeletonLines count={8} />
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and only what has focus scrolls by keyboard
    <section className="docs-article" data-alone tabIndex={0} aria-label={t('part.changelog')}>
      <div className="operation">
        <p>{t('changelog.current', { date: changelog.data.currentRevision })}</p>
        <dl className="fields">
          {changelog.data.changes.map(({ date, kind, text }) => (
            <div key={`${date} ${text}`}>
              <dt>
                <Code>{date}</Code> <span className="dim">{t(`changelog.${kind}`)}</span>
              </dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </div>
    </section>
  )
}
