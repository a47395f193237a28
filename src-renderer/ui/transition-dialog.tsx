import { Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { emptyValue, fromForm } from '../lib/record-fields.ts'
import { keyOf, type RecordBase } from '../lib/record-type.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { RecordFields } from './record-fields.tsx'
import type { RecordView } from './record-view.ts'
import type { RecordFormValues } from './use-record-form.ts'
import { useServerForm } from './use-server-form.ts'

export interface AskedMove<Item> {
  readonly record: Item
  readonly to: string
  /** Fields that the new status needs and the record lacks. */
  readonly needed: readonly string[]
  readonly asksReason: boolean
}

export interface MoveAnswers {
  readonly note: string | null
  readonly fields: Readonly<Record<string, unknown>>
}

interface TransitionDialogProps<Item extends RecordBase> {
  readonly view: RecordView<Item>
  readonly asked: AskedMove<Item>
  /** The verb: "Close". */
  readonly label: string
  /** Closes the dialog by itself, or throws what is wrong. */
  readonly onMove: (answers: MoveAnswers) => Promise<void>
  readonly onClose: () => void
}

const maxReasonLength = 500

/** What a change of status asks for before it is made. Texts: `reason.<status>` of the type, and the fields' own. */
export function TransitionDialog<Item extends RecordBase>({ view, asked, label, onMove, onClose }: TransitionDialogProps<Item>) {
  const { t } = useTranslation('records')
  const { t: tType } = useTranslation(view.type.plural)
  const { record, to, needed, asksReason } = asked
  const schemas = needed.flatMap((name) => {
    const schema = view.type.fields[name]
    return schema === undefined ? [] : [{ name, schema }]
  })
  const check = (value: unknown): string | null => (typeof value === 'string' && value.trim() === '' ? t('problem.required') : null)
  const serverForm = useServerForm<RecordFormValues>({
    initialValues: { note: '', ...Object.fromEntries(schemas.map(({ name, schema }) => [name, emptyValue(schema)])) },
    validate: Object.fromEntries(needed.map((name) => [name, check])),
    onSubmit: ({ note, ...values }) =>
      onMove({
        note: String(note).trim() || null,
        fields: Object.fromEntries(schemas.map(({ name, schema }) => [name, fromForm(schema, values[name])])),
      }),
  })
  return (
    <ConfirmDialog
      isOpen
      title={t('reasonTitle', { action: label, key: keyOf(view.type, record) })}
      confirmLabel={label}
      dismissLabel={t('reasonDismiss')}
      isDestructive={false}
      onConfirm={serverForm.submit}
      onClose={onClose}
      isPending={serverForm.isSaving}
      error={serverForm.error}
    >
      <div className="form">
        {needed.length === 0 ? null : <p>{t('needed', { key: keyOf(view.type, record) })}</p>}
        <RecordFields view={view} serverForm={serverForm} names={needed} areNeeded />
        {asksReason ? (
          <Textarea
            label={tType('field.statusNote')}
            description={tType(`reason.${to}`)}
            maxLength={maxReasonLength}
            autosize
            minRows={2}
            {...serverForm.form.getInputProps('note')}
          />
        ) : null}
      </div>
    </ConfirmDialog>
  )
}
