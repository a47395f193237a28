import type { FormValidateInput } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isApiError } from '../lib/api-error.ts'
import { emptyValue, fromForm, problemOf } from '../lib/record-fields.ts'
import { fieldValue, type RecordBase } from '../lib/record-type.ts'
import { useApi, useWorkspace } from '../lib/services.tsx'
import type { RecordView } from './record-view.ts'
import { type ServerForm, useServerForm } from './use-server-form.ts'

type Fields = Readonly<Record<string, unknown>>

/** Declared fields as the form holds them, with what they were when editing began: a draft that is found later still knows what it changed. */
export interface RecordFormValues extends Record<string, unknown> {
  readonly version?: number
  readonly base?: Fields
}

/** How a field that is no plain input goes into the form and comes out of it. */
export interface FieldConversion {
  readonly toForm: (value: unknown) => unknown
  readonly fromForm: (value: unknown) => unknown
}

interface RecordFormOptions<Item extends RecordBase> {
  readonly view: RecordView<Item>
  /** Undefined: a new one. */
  readonly record: Item | undefined
  /** Values of a new record that are known already. */
  readonly given?: Fields
  readonly conversions?: Readonly<Record<string, FieldConversion>>
  readonly validate?: FormValidateInput<RecordFormValues> & object
  readonly onSaved: (record: Item) => void
}

export interface VersionConflict {
  /** Fields that somebody else changed meanwhile. */
  readonly changed: readonly string[]
  readonly keepMine: () => void
  readonly takeTheirs: () => void
}

export interface RecordForm {
  readonly serverForm: ServerForm<RecordFormValues>
  readonly conflict: VersionConflict | undefined
}

/** The form of a record type: draft, checks by the declaration, and a choice when somebody else saved first. */
export function useRecordForm<Item extends RecordBase>(options: RecordFormOptions<Item>): RecordForm {
  const { view, record, onSaved } = options
  const { company = '', environment } = useWorkspace()
  const [newer, setNewer] = useState<Item | undefined>(undefined)
  const save = useSave(options, setNewer)
  const validate = { ...useDeclaredChecks(view), ...options.validate }
  const serverForm = useServerForm<RecordFormValues>({
    initialValues: initialValues(options),
    validate: validate as FormValidateInput<RecordFormValues>, // a check a field, and the type's own
    draft: `${company}.${environment}.${view.type.name}.${record?.id ?? 'new'}`,
    onSubmit: async (values) => onSaved(await save(values)),
  })
  const { form } = serverForm
  if (newer === undefined) return { serverForm, conflict: undefined }
  const takeTheirs = (): void => {
    setNewer(undefined)
    serverForm.discardDraft()
    form.setValues(editedValues(options, newer))
  }
  const keepMine = (): void => {
    setNewer(undefined)
    form.setFieldValue('version', newer.version)
    // The form sends what it holds after this render.
    setTimeout(serverForm.submit)
  }
  const base = form.values.base ?? {}
  const theirs = formFields(options, newer)
  const changed = Object.keys(theirs).filter((name) => !isSame(theirs[name], base[name]))
  return { serverForm: { ...serverForm, error: undefined }, conflict: { changed, keepMine, takeTheirs } }
}

/** Creates, or sends what differs from what editing began with; on a conflict reads the newer record first. */
function useSave<Item extends RecordBase>(options: RecordFormOptions<Item>, onConflict: (newer: Item) => void) {
  const { view, record } = options
  const api = useApi()
  const queryClient = useQueryClient()
  const create = useMutation(view.queries.create(api))
  const update = useMutation(view.queries.update(api))
  return async ({ base, version, ...fields }: RecordFormValues): Promise<Item> => {
    if (record === undefined) return create.mutateAsync(bodyOf(options, fields))
    const changed = Object.fromEntries(Object.entries(fields).filter(([name, value]) => !isSame(value, base?.[name])))
    try {
      return await update.mutateAsync({ ...bodyOf(options, changed), id: record.id, version: version ?? record.version })
    } catch (error) {
      if (isApiError(error, 'version_conflict'))
        onConflict(await queryClient.fetchQuery({ ...view.queries.one(api, record.id), staleTime: 0 }))
      throw error
    }
  }
}

const isSame = (first: unknown, second: unknown): boolean => JSON.stringify(first) === JSON.stringify(second)

function initialValues<Item extends RecordBase>(options: RecordFormOptions<Item>): RecordFormValues {
  const { view, record, given } = options
  if (record !== undefined) return editedValues(options, record)
  const empty = Object.entries(view.type.fields).map(([name, schema]) => [name, toForm(options, name, emptyValue(schema))])
  return { ...Object.fromEntries(empty), ...given }
}

function editedValues<Item extends RecordBase>(options: RecordFormOptions<Item>, record: Item): RecordFormValues {
  const fields = formFields(options, record)
  return { ...fields, version: record.version, base: fields }
}

const formFields = <Item extends RecordBase>(options: RecordFormOptions<Item>, record: Item): Fields =>
  Object.fromEntries(Object.keys(options.view.type.fields).map((name) => [name, toForm(options, name, fieldValue(record, name))]))

const toForm = <Item extends RecordBase>({ conversions }: RecordFormOptions<Item>, name: string, value: unknown): unknown =>
  conversions?.[name] === undefined ? (value ?? '') : conversions[name].toForm(value)

function bodyOf<Item extends RecordBase>({ view, conversions }: RecordFormOptions<Item>, fields: Fields): object {
  const entries = Object.entries(view.type.fields).flatMap(([name, schema]) => {
    if (!Object.hasOwn(fields, name)) return []
    const value = fields[name]
    return [[name, conversions?.[name] === undefined ? fromForm(schema, value) : conversions[name].fromForm(value)]]
  })
  return Object.fromEntries(entries)
}

function useDeclaredChecks<Item extends RecordBase>(view: RecordView<Item>): Readonly<Record<string, (value: unknown) => string | null>> {
  const { t } = useTranslation('records')
  return Object.fromEntries(
    Object.entries(view.type.fields).map(([name, schema]) => [
      name,
      (value: unknown) => {
        const problem = problemOf(schema, value)
        return problem === undefined ? null : t(`problem.${problem}`)
      },
    ]),
  )
}
