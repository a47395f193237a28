import { type FormValidateInput, type UseFormReturnType, useForm } from '@mantine/form'
import { useDebouncedCallback } from '@mantine/hooks'
import { useState } from 'react'
import { useWorkspace } from '../lib/services.tsx'
import { forgetStored, readStored, writeStored } from '../lib/stored.ts'
import { areAllShown, fieldErrors } from './field-errors.ts'

export interface ServerFormOptions<Values extends object> {
  readonly initialValues: Values
  readonly validate?: FormValidateInput<Values>
  /** Saves on the server; what it throws is shown at the fields it names, or above the form. */
  readonly onSubmit: (values: Values) => Promise<unknown>
  /**
   * Keeps unsaved edits in this browser under the name, `job.new`, `job.1042`, apart for each company and environment. Never for a form with a
   * secret.
   */
  readonly draft?: string
}

export interface ServerForm<Values extends object> {
  readonly form: UseFormReturnType<Values>
  readonly submit: () => void
  readonly isSaving: boolean
  /** What could not be said at a field. */
  readonly error: unknown
  readonly isDraftRestored: boolean
  readonly discardDraft: () => void
}

const draftDelayMs = 300

/** A form that validates on leaving a field, shows the server's errors where they belong, and loses nothing to a reload. */
export function useServerForm<Values extends object>(options: ServerFormOptions<Values>): ServerForm<Values> {
  const { company = '', environment } = useWorkspace()
  const draftName = options.draft === undefined ? undefined : `draft.${company}.${environment}.${options.draft}`
  const [draft, setDraft] = useState(() => (draftName === undefined ? undefined : readStored<Values>(draftName)))
  const [isSaving, setSaving] = useState(false)
  const [error, setError] = useState<unknown>(undefined)
  const keepDraft = useDebouncedCallback((values: Values) => draftName !== undefined && writeStored(draftName, values), draftDelayMs)
  const form = useForm<Values>({
    initialValues: { ...options.initialValues, ...draft },
    validateInputOnBlur: true,
    onValuesChange: keepDraft,
    ...(options.validate === undefined ? {} : { validate: options.validate }),
  })

  const forgetDraft = (): void => {
    keepDraft.cancel()
    if (draftName !== undefined) forgetStored(draftName)
    setDraft(undefined)
  }
  const save = async (values: Values): Promise<void> => {
    setSaving(true)
    setError(undefined)
    // Kept before it is sent: a reload while the answer is on its way must find what was sent.
    if (draftName !== undefined) writeStored(draftName, values)
    try {
      await options.onSubmit(values)
      forgetDraft()
    } catch (failure) {
      const errors = fieldErrors(failure)
      form.setErrors({ ...errors })
      setError(areAllShown(values, errors) ? undefined : failure)
    } finally {
      setSaving(false)
    }
  }
  return {
    form,
    submit: form.onSubmit((values) => void save(values), focusFirstError),
    isSaving,
    error,
    isDraftRestored: draft !== undefined,
    discardDraft: () => {
      form.setValues(options.initialValues)
      // After the values: setting them would keep them as a new draft.
      forgetDraft()
      form.clearErrors()
    },
  }
}

/** Mantine marks wrong fields by `aria-invalid`, after the next render. */
function focusFirstError(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('form [aria-invalid="true"]')?.focus())
}
