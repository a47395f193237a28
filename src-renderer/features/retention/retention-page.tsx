import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../lib/services.tsx'
import { Page, PageHeader, Section } from '../../ui/page.tsx'
import { ErrorState, SkeletonLines } from '../../ui/states.tsx'
import { useCan } from '../people/people.queries.ts'
import { RequestRetention } from './request-retention.tsx'
import { type Retention, retentionQuery } from './retention.queries.ts'
import { RetentionForm } from './retention-form.tsx'

/** How long events, deliveries and requests are kept. */
export function RetentionPage() {
  const { t } = useTranslation('retention')
  const can = useCan()
  const kept = useQuery(retentionQuery(useApi()))
  return (
    <Page>
      <PageHeader title={t('title')} description={t('description')} />
      <Section title={t('log')}>
        {kept.data !== undefined ? (
          <RetentionForm key={daysInForce(kept.data)} kept={kept.data} />
        ) : kept.error === null ? (
          <SkeletonLines count={6} />
        ) : (
          <ErrorState error={kept.error} onRetry={() => void kept.refetch()} />
        )}
      </Section>
      {can('requests:write') ? (
        <Section title={t('requests')}>
          <RequestRetention />
        </Section>
      ) : null}
    </Page>
  )
}

/** Another text once one of them was changed, here or on another device: then the form begins anew. */
const daysInForce = ({ deliveryDays, eventDays, messageDays, backlogEvents, backlogDays }: Retention): string =>
  [deliveryDays, eventDays, messageDays, backlogEvents, backlogDays].join('/')
