import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../lib/services.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { ErrorState, SkeletonLines } from '../../ui/states.tsx'
import { AlarmRuleSection } from './alarm-rule-section.tsx'
import './alarms.css'
import { alarmRulesQuery } from './alarms.queries.ts'

/** What is watched, and when it alarms whom. */
export function AlarmRulesPage() {
  const { t } = useTranslation('alarms')
  const rules = useQuery(alarmRulesQuery(useApi()))
  return (
    <Page>
      <PageHeader title={t('rules.title')} description={t('rules.description')} breadcrumbs={[{ label: t('title'), to: '/alarms' }]} />
      {rules.data === undefined ? (
        rules.error === null ? (
          <SkeletonLines count={8} />
        ) : (
          <ErrorState error={rules.error} onRetry={() => void rules.refetch()} />
        )
      ) : (
        <div className="alarm-rules">
          {rules.data.map((rule) => (
            <AlarmRuleSection key={`${rule.kind}.${rule.version}`} rule={rule} />
          ))}
        </div>
      )}
    </Page>
  )
}
