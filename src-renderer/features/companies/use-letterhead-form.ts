import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Company } from '../../../src-main/features/companies/companies.contract.ts'
import { ApiError, isApiError } from '../../lib/api-error.ts'
import { useApi } from '../../lib/services.tsx'
import { notify } from '../../ui/notify.tsx'
import { useServerForm } from '../../ui/use-server-form.ts'
import { companyQuery, updateCompanyMutation } from './companies.queries.ts'
import { changeOf, formValuesOf, type LetterheadField, type LetterheadFormValues, type Merge, mergeEdits } from './letterhead-form.ts'

/** Edits that somebody else's changes stand against; the form holds the person's own. */
export interface LetterheadConflict {
  readonly fields: readonly LetterheadField[]
  readonly theirs: Company
}

/** The letterhead's form. Changes by others are merged; only a field that both changed is asked about. */
export function useLetterheadForm(company: Company) {
  const { t } = useTranslation('companies')
  const [conflict, setConflict] = useState<LetterheadConflict>()
  const saveMerged = useSaveMerged()
  const serverForm = useServerForm<LetterheadFormValues>({
    initialValues: formValuesOf(company),
    draft: 'letterhead',
    validate: { name: (value) => (value.trim() === '' ? t('nameNeeded') : null) },
    onSubmit: async (values) => {
      const result = await saveMerged(values)
      setConflict('conflict' in result ? result.conflict : undefined)
      if ('conflict' in result) {
        serverForm.form.setValues(result.merge.values)
        throw conflictError(result.conflict.fields, t('conflict.field'))
      }
      const saved = formValuesOf(result.saved)
      serverForm.form.setInitialValues(saved)
      serverForm.form.setValues(saved)
      notify({ message: t('saved') })
    },
  })
  const takeTheirs = (): void => {
    if (conflict !== undefined) serverForm.form.setValues(formValuesOf(conflict.theirs))
    setConflict(undefined)
  }
  return { serverForm, conflict, takeTheirs }
}

export type LetterheadState = ReturnType<typeof useLetterheadForm>

/** Said at each field that both changed. */
const conflictError = (fields: readonly LetterheadField[], reason: string): ApiError =>
  new ApiError({ code: 'version_conflict', message: reason, details: { fields: fields.map((field) => ({ field, reason })) } })

type Saved = { readonly saved: Company } | { readonly conflict: LetterheadConflict; readonly merge: Merge }

/** Saves; when somebody was faster, brings the edits onto theirs and saves again, unless both changed the same field. */
function useSaveMerged(): (values: LetterheadFormValues) => Promise<Saved> {
  const api = useApi()
  const queryClient = useQueryClient()
  const { mutateAsync } = useMutation(updateCompanyMutation(api))
  return async (values) => {
    try {
      return { saved: await mutateAsync(changeOf(values)) }
    } catch (error) {
      if (!isApiError(error, 'version_conflict')) throw error
      const theirs = await queryClient.fetchQuery({ ...companyQuery(api), staleTime: 0 })
      const merge = mergeEdits(values, theirs)
      if (merge.conflicts.length > 0) return { conflict: { fields: merge.conflicts, theirs }, merge }
      return { saved: await mutateAsync(changeOf(merge.values)) }
    }
  }
}
