import { Button, Skeleton } from '@mantine/core'
import { type Icon, IconAlertTriangle, IconRefresh } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { CopyButton } from './copy-button.tsx'
import './states.css'
import { useErrorWords } from './use-error-words.ts'

interface EmptyStateProps {
  readonly title: string
  /** What this is for. */
  readonly description: string
  readonly icon?: Icon
  /** One button, and one link to the guide. */
  readonly action?: ReactNode
  readonly guide?: ReactNode
}

export function EmptyState({ title, description, icon: Shape, action, guide }: EmptyStateProps) {
  return (
    <div className="state">
      {Shape === undefined ? null : <Shape size={24} stroke={1.5} className="state-icon" aria-hidden />}
      <h2>{title}</h2>
      <p>{description}</p>
      {action === undefined && guide === undefined ? null : (
        <div className="state-actions">
          {action}
          {guide}
        </div>
      )}
    </div>
  )
}

interface ErrorStateProps {
  readonly error: unknown
  readonly onRetry?: () => void
}

/** In the place of what could not be shown: what happened, why, what to do, the request id, and another try. */
export function ErrorState({ error, onRetry }: ErrorStateProps) {
  const { t } = useTranslation('ui')
  const words = useErrorWords(error)
  return (
    <div className="state" role="alert">
      <IconAlertTriangle size={24} stroke={1.5} className="state-icon" data-tone="failed" aria-hidden />
      <h2>{words.title}</h2>
      {words.reason === '' ? null : <p className="mono">{words.reason}</p>}
      <p>{words.help}</p>
      {words.requestId === '' ? null : <RequestId id={words.requestId} />}
      {onRetry === undefined ? null : (
        <div className="state-actions">
          <Button leftSection={<IconRefresh size={16} stroke={1.6} />} onClick={onRetry}>
            {t('error.retry')}
          </Button>
        </div>
      )}
    </div>
  )
}

/** A failure in one line above a form or inside a dialog. */
export function ErrorLine({ error }: { readonly error: unknown }) {
  const words = useErrorWords(error)
  return (
    <div className="error-line" role="alert">
      <IconAlertTriangle size={16} stroke={1.8} aria-hidden />
      <span>
        <strong>{words.title}</strong> {words.help}
        {words.requestId === '' ? null : <RequestId id={words.requestId} />}
      </span>
    </div>
  )
}

function RequestId({ id }: { readonly id: string }) {
  const { t } = useTranslation('ui')
  return (
    <span className="state-request">
      {t('error.requestId')} <code className="mono">{id}</code>
      <CopyButton value={id} label={t('error.copyRequestId')} />
    </span>
  )
}

/** Grey lines in the place of text that is on its way. */
export function SkeletonLines({ count = 4 }: { readonly count?: number }) {
  const widths = ['70%', '92%', '55%', '80%']
  return (
    <div className="skeleton-lines" aria-busy="true">
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike and never move
        <Skeleton key={index} height={14} width={widths[index % widths.length] ?? '80%'} radius="sm" />
      ))}
    </div>
  )
}
