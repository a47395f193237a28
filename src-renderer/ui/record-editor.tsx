import { Button } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { fieldShape } from '../lib/record-fields.ts'
import { formRows } from '../lib/record-layout.ts'
import { keyOf, type RecordBase } from '../lib/record-type.ts'
import { Form } from './form.tsx'
import { LinesEditor } from './lines-editor.tsx'
import { notify } from './notify.tsx'
import { Section } from './page.tsx'
import { RecordFields } from './record-fields.tsx'
import { ConflictNotice, RecordFormPage } from './record-form-page.tsx'
import type { AnyRecordView } from './record-view.ts'
import { EmptyState } from './states.tsx'
import { useRecordForm } from './use-record-form.ts'

interface RecordEditorProps {
  readonly view: AnyRecordView
  /** Undefined: a new one. */
  readonly id: string | undefined
  /** Values of a new record that are known already. */
  readonly given?: Readonly<Record<string, unknown>>
  /** False for who got here by the address alone. */
  readonly canWrite: boolean
}

/** The page that creates or edits a record of any type, its fields from the declaration. */
export function RecordEditor({ view, id, given = {}, canWrite }: RecordEditorProps) {
  return (
    <RecordFormPage view={view} id={id}>
      {(record) =>
        canWrite ? (
          <EditorForm key={record?.id} view={view} record={record} given={given} />
        ) : (
          <OnlyLooking to={record === undefined ? view.path : `${view.path}/${record.id}`} />
        )
      }
    </RecordFormPage>
  )
}

function OnlyLooking({ to }: { readonly to: string }) {
  const { t } = useTranslation('records')
  return (
    <EmptyState
      title={t('onlyLooking.title')}
      description={t('onlyLooking.help')}
      action={<Button renderRoot={(props) => <Link {...props} to={to} />}>{t('onlyLooking.action')}</Button>}
    />
  )
}

interface EditorFormProps {
  readonly view: AnyRecordView
  readonly record: RecordBase | undefined
  readonly given: Readonly<Record<string, unknown>>
}

function EditorForm({ view, record, given }: EditorFormProps) {
  const { t: tType } = useTranslation(view.type.plural)
  const { t } = useTranslation('records')
  const navigate = useNavigate()
  const { serverForm, conflict } = useRecordForm({
    view,
    record,
    given: Object.hasOwn(view.type.fields, 'unit') ? { unit: t('lines.unit'), ...given } : given,
    onSaved: (saved) => {
      notify({ message: tType('saved', { key: keyOf(view.type, saved), name: view.titleOf(saved) }) })
      void navigate({ to: `${view.path}/${saved.id}` })
    },
  })
  const { form } = serverForm
  const cancel = (): void => void navigate({ to: record === undefined ? view.path : `${view.path}/${record.id}` })
  const rows = formRows(view.type)
  const lines = rows.flat().find((name) => isLines(view, name))
  return (
    <Section>
      <ConflictNotice view={view} conflict={conflict} />
      <Form
        serverForm={serverForm}
        submitLabel={tType(record === undefined ? 'form.create' : 'form.save')}
        onCancel={cancel}
        isWide={lines !== undefined}
      >
        <div className="form">
          {rows
            .filter(([name]) => name !== lines)
            .map((names) => (
              <div key={names[0]} className="form-pair">
                <RecordFields view={view} serverForm={serverForm} names={names} />
              </div>
            ))}
        </div>
        {lines === undefined ? null : (
          <LinesEditor form={form} currency={String(form.values['currency'])} defaults={{ unit: t('lines.unit'), taxRate: 20 }} />
        )}
      </Form>
    </Section>
  )
}

function isLines({ type }: AnyRecordView, name: string): boolean {
  const schema = type.fields[name]
  return schema !== undefined && fieldShape(schema).kind === 'lines'
}
