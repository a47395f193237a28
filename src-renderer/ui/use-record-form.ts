import type { FormValidateInput } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Line, line } from '../../src-main/contract/fields.ts'
import { isApiError } from '../lib/api-error.ts'
import { type LineDraft, lineOf, minorUnits } from '../lib/line-drafts.ts'
import { emptyValue, fieldShape, fromForm, type Problem, problemOf, toForm } from '../lib/record-fields.ts'
import { fieldValue, type RecordBase } from '../lib/record-type.ts'
import { useApi } from '../lib/services.tsx'
import type { RecordView } from './record-view.ts'
import { type ServerForm, useServerForm } from './use-server-form.ts'

type Fields = Readonly<Record<string, unknown>>

/** Declared fields as the form holds them, with what they were when editing began: a draft that is found later still knows what it changed. */
export interface RecordFormValues extends Record<string, unknown> {
  readonly version?: number
  readonly base?: Fields
}

interface RecordFormOptions<Item extends RecordBase> {
  readonly view: RecordView<Item>
  /** Undefined: a new one. */
  readonly record: Item | undefined
  /** Values of a new record that are known already. */
  readonly given?: Fields
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
  const [newer, setNewer] = useState<Item | undefined>(undefined)
  const save = useSave(options, setNewer)
  const validate = useDeclaredChecks(view)
  const serverForm = useServerForm<RecordFormValues>({
    initialValues: initialValues(options),
    validate: validate as FormValidateInput<RecordFormValues>, // a check a field
    draft: `${view.type.name}.${record?.id ?? 'new'}`,
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
  const empty = Object.entries(view.type.fields).map(([name, schema]) => [name, emptyValue(schema)])
  return { ...Object.fromEntries(empty), ...given }
}

function editedValues<Item extends RecordBase>(options: RecordFormOptions<Item>, record: Item): RecordFormValues {
  const fields = formFields(options, record)
  return { ...fields, version: record.version, base: fields }
}

const formFields = <Item extends RecordBase>({ view }: RecordFormOptions<Item>, record: Item): Fields =>
  Object.fromEntries(Object.entries(view.type.fields).map(([name, schema]) => [name, toForm(schema, fieldValue(record, name))]))

function bodyOf<Item extends RecordBase>({ view }: RecordFormOptions<Item>, fields: Fields): object {
  const entries = Object.entries(view.type.fields).flatMap(([name, schema]) =>
    Object.hasOwn(fields, name) ? [[name, fromForm(schema, fields[name])]] : [],
  )
  return Object.fromEntries(entries)
}

/** A check for each field, and for each part of a priced line. */
function useDeclaredChecks<Item extends RecordBase>(view: RecordView<Item>): Readonly<Record<string, unknown>> {
  const { t } = useTranslation('records')
  const say = (problem: Problem | undefined): string | null => (problem === undefined ? null : t(`problem.${problem}`))
  const checkLine = (name: keyof Line) => (_value: unknown, values: RecordFormValues, path: string) => {
    const [field = '', index] = path.split('.') // mantine says where: lines.0.unit
    const draft = (values[field] as readonly LineDraft[])[Number(index)] // the editor wrote them
    return draft === undefined ? null : say(lineProblem(draft, name))
  }
  const lineNames = Object.keys(line.shape) as (keyof Line)[] // the keys of its own shape
  return Object.fromEntries(
    Object.entries(view.type.fields).map(([name, schema]) => [
      name,
      fieldShape(schema).kind === 'lines'
        ? Object.fromEntries(lineNames.map((part) => [part, checkLine(part)]))
        : (value: unknown) => say(problemOf(schema, value)),
    ]),
  )
}

/** NB: the draft's price is in whole units, as a form holds money. */
function lineProblem(draft: LineDraft, name: keyof Line): Problem | undefined {
  const value = name === 'unitPrice' ? lineOf(draft).unitPrice / minorUnits : lineOf(draft)[name]
  return problemOf(line.shape[name], Number.isNaN(value) ? '' : value)
}
