import { useTranslation } from 'react-i18next'
import type { RecordBase } from '../../lib/record-type.ts'
import { RecordActions } from '../../ui/record-actions.tsx'
import { RecordFacts } from '../../ui/record-facts.tsx'
import { RecordHistory } from '../../ui/record-history.tsx'
import { RecordPanel } from '../../ui/record-panel.tsx'
import type { AnyRecordView } from '../../ui/record-view.ts'
import { SendMessage } from '../../ui/send-message.tsx'
import { useCan } from '../people/people.queries.ts'
import { RelatedRecords } from './related-records.tsx'

interface RecordDetailsProps {
  readonly view: AnyRecordView
  readonly id: string
}

/** One record of any type beside its list: what can be done, what it says, what belongs to it, what happened. */
export function RecordDetails({ view, id }: RecordDetailsProps) {
  const { type, Actions, Part } = view
  const { t } = useTranslation('records')
  const { t: tType } = useTranslation(type.plural)
  const can = useCan()
  const canWrite = can(`${type.plural}:write`) && type.isImmutable !== true
  return (
    <RecordPanel view={view} id={id} canWrite={canWrite} deletion={(record) => (isRemovable(view, record) ? tType('deletion') : undefined)}>
      {(record) => (
        <>
          <RecordActions view={view} record={record} canWrite={canWrite}>
            {Actions === undefined ? null : <Actions record={record} />}
            {can('messages:write') ? <SendMessage about={{ recordType: type.plural, recordId: record.id }} /> : null}
          </RecordActions>
          <RecordFacts view={view} record={record} />
          {Part === undefined ? null : <Part record={record} />}
          <RelatedRecords view={view} record={record} />
          <section>
            <h3>{t('history.title')}</h3>
            <RecordHistory view={view} record={record} />
          </section>
        </>
      )}
    </RecordPanel>
  )
}

/** In another status the server would refuse. */
const isRemovable = ({ type }: AnyRecordView, { status = '' }: RecordBase): boolean =>
  type.status?.removable === undefined || type.status.removable.includes(status)
