import { Button } from '@mantine/core'
import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Page, PageHeader } from '../ui/page.tsx'
import { ErrorState } from '../ui/states.tsx'

export function NotFoundPage() {
  const { t } = useTranslation('app')
  return (
    <Page>
      <PageHeader title={t('notFound.title')} description={t('notFound.description')} />
      <div>
        <Button variant="filled" component={Link} to="/">
          {t('notFound.action')}
        </Button>
      </div>
    </Page>
  )
}

/** The boundary of every page: a broken page leaves the shell standing. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const retry = (): void => {
    reset()
    void router.invalidate()
  }
  return (
    <Page>
      <ErrorState error={error} onRetry={retry} />
    </Page>
  )
}
