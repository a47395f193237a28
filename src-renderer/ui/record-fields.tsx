import { Checkbox, NumberInput, Select, TagsInput, Textarea, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type FieldShape, fieldShape } from '../lib/record-fields.ts'
import type { RecordBase } from '../lib/record-type.ts'
import { ChecklistField } from './checklist-field.tsx'
import { DateField } from './date-field.tsx'
import { DateTimeField } from './date-time-field.tsx'
import { DecimalInput } from './decimal-input.tsx'
import { PersonSelect } from './person-select.tsx'
import type { RecordView } from './record-view.ts'
import { ReferenceField } from './reference-field.tsx'
import type { RecordFormValues } from './use-record-form.ts'
import type { ServerForm } from './use-server-form.ts'

interface RecordFieldsProps<Item extends RecordBase> {
  readonly view: RecordView<Item>
  readonly serverForm: ServerForm<RecordFormValues>
  /** Declared fields, in the order in which they are asked for. */
  readonly names: readonly string[]
  /** Each has to be filled in, whatever the declaration lets stay empty. */
  readonly areNeeded?: boolean
}

/** Declared fields as form fields, labelled by `field.<name>` with the help of `help.<name>` where there is one. */
export function RecordFields<Item extends RecordBase>({ names, ...props }: RecordFieldsProps<Item>) {
  return names.map((name) => <RecordField key={name} {...props} name={name} />)
}

interface RecordFieldProps<Item extends RecordBase> extends Omit<RecordFieldsProps<Item>, 'names'> {
  readonly name: string
}

function RecordField<Item extends RecordBase>({ view, serverForm, name, areNeeded = false }: RecordFieldProps<Item>) {
  const { t: tType, i18n } = useTranslation(view.type.plural)
  const schema = view.type.fields[name]
  if (schema === undefined) throw new Error(`${view.type.name} has no field ${name}`)
  const shape = fieldShape(schema)
  const help = i18n.exists(`${view.type.plural}:help.${name}`) ? { description: tType(`help.${name}`) } : {}
  const { form } = serverForm
  const isFlag = shape.kind === 'flag'
  const props = {
    ...help,
    label: tType(`field.${name}`),
    // What begins with a value is never empty.
    withAsterisk: areNeeded || (shape.isRequired && !schema.safeParse(undefined).success && !isFlag),
    ...form.getInputProps(name, { type: isFlag ? 'checkbox' : 'input' }),
  }
  const target = view.type.references[name]
  if (target !== undefined) return <ReferenceField plural={target} form={form} name={name} {...props} />
  if (view.type.people.includes(name))
    return <PersonSelect {...omitAsterisk(props)} onChange={(id) => form.setFieldValue(name, id ?? '')} />
  const wordOf = (value: string): string => (shape.kind === 'currency' ? value : tType(`choice.${name}.${value}`))
  return <PlainField shape={shape} props={props} wordOf={wordOf} />
}

interface PlainFieldProps {
  readonly shape: FieldShape
  /** Label, help, value and what else every field takes. */
  readonly props: { readonly label: string; readonly description?: ReactNode; readonly withAsterisk: boolean }
  readonly wordOf: (value: string) => string
}

function PlainField({ shape, props, wordOf }: PlainFieldProps) {
  const options = shape.choices.map((value) => ({ value, label: wordOf(value) }))
  switch (shape.kind) {
    case 'longText':
      return <Textarea autosize minRows={2} maxRows={8} {...props} />
    case 'choice':
    case 'currency':
      return <Select data={options} {...(shape.isRequired ? {} : { clearable: true })} {...props} />
    case 'texts':
      return <Texts options={options} {...props} />
    case 'date':
      return <DateField {...props} />
    case 'time':
      return <DateTimeField {...props} />
    case 'money':
      return <DecimalInput decimals={2} isFixed {...props} />
    case 'percent':
      return <DecimalInput decimals={2} suffix=" %" {...props} />
    case 'checklist':
      return <ChecklistField {...omitAsterisk(props)} />
    case 'number':
      return <DecimalInput decimals={3} {...props} />
    case 'integer':
    case 'minutes':
    case 'seconds':
      return <NumberInput hideControls allowDecimal={false} {...props} />
    case 'flag':
      return <Checkbox {...omitAsterisk(props)} />
    default:
      return <TextInput {...(shape.kind === 'email' ? { type: 'email' } : {})} autoComplete="off" {...props} />
  }
}

/** A check box is never empty, and nobody has to be named. */
function omitAsterisk<Props extends PlainFieldProps['props']>({ withAsterisk: _, ...props }: Props) {
  return props
}

interface TextsProps {
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly label: string
}

/** A list of short texts: each is done with Enter or a comma. */
function Texts({ options, ...props }: TextsProps) {
  const { t } = useTranslation('records')
  return <TagsInput {...props} placeholder={t('texts.add')} splitChars={[',', ';', '\n']} acceptValueOnBlur data={[...options]} />
}
