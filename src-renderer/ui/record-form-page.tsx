import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { keyOf, type RecordBase } from '../lib/record-type.ts'
import { useApi } from '../lib/services.tsx'
import { Page, PageHeader, Section } from './page.tsx'
import './record-form-page.css'
import type { RecordView } from './record-view.ts'
import { ErrorState, SkeletonLines } from './states.tsx'
import type { VersionConflict } from './use-record-form.ts'

interface RecordFormPageProps<Item extends RecordBase> {
  readonly view: RecordView<Item>
  /** Undefined: a new one. */
  readonly id: string | undefined
  /** The form, given the record once it is here. */
  readonly children: (record: Item | undefined) => ReactNode
}

/** The page around a record's form, for a new one and for an edited one. Texts: `form.newTitle`, `form.newDescription`, `form.editTitle`. */
export function RecordFormPage<Item extends RecordBase>({ view, id, children }: RecordFormPageProps<Item>) {
  const { t: tType } = useTranslation(view.type.plural)
  const { data: record, error, refetch } = useQuery({ ...view.queries.one(useApi(), id ?? ''), enabled: id !== undefined })
  const list = { label: tType('list.title'), to: view.path }
  const key = record === undefined ? `${view.type.keyPrefix}-${id}` : keyOf(view.type, record)
  const header =
    id === undefined
      ? { title: tType('form.newTitle'), description: tType('form.newDescription'), breadcrumbs: [list] }
      : {
          title: tType('form.editTitle', { key }),
          description: record === undefined ? '\u00a0' : view.titleOf(record),
          breadcrumbs: [list, { label: key, to: `${view.path}/${id}` }],
        }
  return (
    <Page>
      <PageHeader {...header} />
      {id === undefined || record !== undefined ? (
        children(record)
      ) : (
        <Section>{error === null ? <SkeletonLines count={8} /> : <ErrorState error={error} onRetry={() => void refetch()} />}</Section>
      )}
    </Page>
  )
}

interface ConflictNoticeProps<Item extends RecordBase> {
  readonly view: RecordView<Item>
  readonly conflict: VersionConflict | undefined
}

/** Somebody else saved first: says what they changed, and asks. */
export function ConflictNotice<Item extends RecordBase>({ view, conflict }: ConflictNoticeProps<Item>) {
  const { t } = useTranslation('records')
  const { t: tType } = useTranslation(view.type.plural)
  if (conflict === undefined) return null
  const fields = conflict.changed.map((name) => tType(`field.${name}`)).join(', ')
  return (
    <div className="conflict-notice" role="alert">
      <IconAlertTriangle size={18} stroke={1.8} aria-hidden />
      <div>
        <strong>{t('conflict.title')}</strong>
        <p>{fields === '' ? t('conflict.statusOnly') : t('conflict.fields', { fields })}</p>
        <div className="conflict-notice-actions">
          <Button onClick={conflict.keepMine}>{t('conflict.keepMine')}</Button>
          <Button onClick={conflict.takeTheirs}>{t('conflict.takeTheirs')}</Button>
        </div>
      </div>
    </div>
  )
}
