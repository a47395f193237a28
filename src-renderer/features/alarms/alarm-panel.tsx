import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Alarm } from '../../../src-main/features/alarms/alarms.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { DetailPanel } from '../../ui/detail-panel.tsx'
import { type KeyValue, KeyValueList } from '../../ui/stat.tsx'
import { ErrorState, SkeletonLines } from '../../ui/states.tsx'
import { useAlarmWords } from '../../ui/use-alarm-words.ts'
import { Code, DateTime } from '../../ui/values.tsx'
import { AlarmActions } from './alarm-actions.tsx'
import { AlarmHistory } from './alarm-history.tsx'
import { AlarmBadge, GuideLink, PriorityBadge } from './alarm-words.tsx'
import { alarmQuery } from './alarms.queries.ts'

/** One alarm: how it stands, what can be done with it, and what happened to it. */
export function AlarmPanel() {
  const { t } = useTranslation('alarms')
  const { alarmId } = useParams({ from: '/shell/alarms/$alarmId' })
  const navigate = useNavigate()
  const query = useQuery(alarmQuery(useApi(), Number(alarmId)))
  const alarm = query.data
  return (
    <DetailPanel
      title={alarm === undefined ? t('panel') : <Code>{alarm.alarmKey}</Code>}
      badge={alarm === undefined ? undefined : <AlarmBadge state={alarm.state} />}
      onClose={() => void navigate({ to: '/alarms', search: true })}
    >
      {query.error === null ? null : <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending ? <SkeletonLines count={8} /> : null}
      {alarm === undefined ? null : <Details alarm={alarm} />}
    </DetailPanel>
  )
}

function Details({ alarm }: { readonly alarm: Alarm }) {
  const { t } = useTranslation('alarms')
  const words = useAlarmWords()
  return (
    <>
      <p>
        <strong>{words.title(alarm)}</strong>
        <br />
        <span className="dim">{t(`help.${alarm.kind}`)}</span> <GuideLink />
      </p>
      <AlarmActions alarm={alarm} />
      <KeyValueList items={useFacts(alarm)} />
      <section>
        <h3>{t('history.title')}</h3>
        <AlarmHistory id={alarm.id} />
      </section>
    </>
  )
}

function useFacts(alarm: Alarm): readonly KeyValue[] {
  const { t } = useTranslation('alarms')
  const words = useAlarmWords()
  const moment = (label: string, time: string | null): KeyValue[] =>
    time === null ? [] : [{ label, value: <DateTime time={time} show="moment" /> }]
  const text = (label: string, value: string | null): KeyValue[] => (value === null ? [] : [{ label, value }])
  return [
    { label: t('column.priority'), value: <PriorityBadge priority={alarm.priority} /> },
    { label: t('column.value'), value: words.reading(alarm) },
    ...(alarm.subjectId === null ? [] : [{ label: t('subject'), value: <Subject alarm={alarm} id={alarm.subjectId} /> }]),
    ...moment(t('column.opened'), alarm.openedAt),
    ...(alarm.occurrences > 1 ? text(t('occurrences'), String(alarm.occurrences)) : []),
    ...(alarm.escalations > 0 ? text(t('escalations'), String(alarm.escalations)) : []),
    ...moment(t('resolvedAt'), alarm.resolvedAt),
    ...moment(t('acknowledgedAt'), alarm.acknowledgedAt),
    ...text(t('acknowledgedBy'), alarm.acknowledgedBy),
    ...text(t('note'), alarm.acknowledgeNote),
    ...moment(t('shelvedUntil'), alarm.shelvedUntil),
    ...text(t('shelvedBy'), alarm.shelvedBy),
    ...text(t('shelveNote'), alarm.shelveNote),
  ]
}

/** The way to what the alarm is about, where something can be done. */
function Subject({ alarm: { kind, subjectName }, id }: { readonly alarm: Alarm; readonly id: number }) {
  if (kind === 'webhook_failing' || kind === 'backlog' || kind === 'certificate_expiring') {
    return (
      <Link to="/settings/webhooks/$webhookId" params={{ webhookId: String(id) }}>
        {subjectName}
      </Link>
    )
  }
  return <Link to="/settings/api-keys">{subjectName}</Link>
}
