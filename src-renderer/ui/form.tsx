import { Button } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import './form.css'
import { ErrorLine } from './states.tsx'
import type { ServerForm } from './use-server-form.ts'

interface FormProps<Values extends object> {
  readonly serverForm: ServerForm<Values>
  /** Fields, one under the other; `{...form.getInputProps('title')}`. */
  readonly children: ReactNode
  /** The verb on the button: "Create job". */
  readonly submitLabel: string
  readonly onCancel?: (() => void) | undefined
  /** Not limited to 560 px, for a form with a table of lines. */
  readonly isWide?: boolean
  /** Only to be looked at: without buttons. */
  readonly isReadOnly?: boolean
}

/** The frame of every form: draft notice, error, fields, buttons. Ctrl+S saves. */
export function Form<Values extends object>({
  serverForm,
  children,
  submitLabel,
  onCancel,
  isWide = false,
  isReadOnly = false,
}: FormProps<Values>) {
  const { t } = useTranslation('ui')
  useHotkeys([['mod+S', () => isReadOnly || serverForm.submit()]], [])
  if (isReadOnly) return <ReadOnlyFields>{children}</ReadOnlyFields>
  return (
    <form
      className="form"
      noValidate
      {...(isWide ? { 'data-wide': true } : {})}
      onSubmit={(event) => {
        event.preventDefault()
        serverForm.submit()
      }}
    >
      {serverForm.isDraftRestored ? <DraftNotice onDiscard={serverForm.discardDraft} /> : null}
      {serverForm.error === undefined ? null : <ErrorLine error={serverForm.error} />}
      {children}
      <div className="form-actions">
        <Button type="submit" variant="filled" loading={serverForm.isSaving}>
          {submitLabel}
        </Button>
        {onCancel === undefined ? null : <Button onClick={onCancel}>{t('form.cancel')}</Button>}
      </div>
    </form>
  )
}

/** The fields of a form for who may look and not change: without a button. */
export const ReadOnlyFields = ({ children }: { readonly children: ReactNode }) => (
  <fieldset className="form form-read-only" disabled>
    {children}
  </fieldset>
)

export function DraftNotice({ onDiscard }: { readonly onDiscard: () => void }) {
  const { t } = useTranslation('ui')
  return (
    <div className="form-draft" role="status">
      {t('form.draftRestored')}
      <Button size="compact-sm" variant="subtle" onClick={onDiscard}>
        {t('form.discardDraft')}
      </Button>
    </div>
  )
}
