import type { UseFormReturnType } from '@mantine/form'
import type { ReactNode } from 'react'
import type { RecordResource } from '../../src-main/contract/scopes.ts'
import { fieldValue, type RecordBase } from '../lib/record-type.ts'
import { RecordPicker } from './record-picker.tsx'
import { useViewOf } from './record-views.tsx'
import type { RecordFormValues } from './use-record-form.ts'

interface ReferenceFieldProps {
  /** The type that is referred to. */
  readonly plural: RecordResource
  readonly form: UseFormReturnType<RecordFormValues>
  readonly name: string
  readonly label: string
  readonly description?: ReactNode
  readonly withAsterisk: boolean
  readonly value?: unknown
  readonly error?: ReactNode
  readonly onBlur?: () => void
}

/** The field that holds the id of another record. */
export function ReferenceField({ plural, form, name, value, ...props }: ReferenceFieldProps) {
  const view = useViewOf(plural)
  if (view === undefined) throw new Error(`${plural} have no pages to choose from`)
  const choose = (record: RecordBase | undefined): void => {
    form.setFieldValue(name, record?.id ?? '')
    takeCurrency(form, record)
  }
  const { label, description, withAsterisk, error, onBlur } = props
  return (
    <RecordPicker
      view={view}
      value={typeof value === 'number' ? value : undefined}
      onChange={choose}
      label={label}
      withAsterisk={withAsterisk}
      canCreate
      {...(description === undefined ? {} : { description })}
      {...(error === undefined ? {} : { error })}
      {...(onBlur === undefined ? {} : { onBlur })}
    />
  )
}

/** A new record is in the currency of what it is for. */
function takeCurrency(form: UseFormReturnType<RecordFormValues>, record: RecordBase | undefined): void {
  const isNew = form.values.version === undefined
  const currency = record === undefined ? undefined : fieldValue(record, 'currency')
  if (isNew && typeof currency === 'string' && Object.hasOwn(form.values, 'currency')) form.setFieldValue('currency', currency)
}
