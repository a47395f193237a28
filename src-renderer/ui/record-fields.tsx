import { NumberInput, Select, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { fieldShape } from '../lib/record-fields.ts'
import type { RecordBase } from '../lib/record-type.ts'
import { DateField } from './date-field.tsx'
import type { RecordView } from './record-view.ts'
import type { RecordFormValues } from './use-record-form.ts'
import type { ServerForm } from './use-server-form.ts'

interface RecordFieldsProps<Item extends RecordBase> {
  readonly view: RecordView<Item>
  readonly serverForm: ServerForm<RecordFormValues>
  /** Declared fields, in the order in which they are asked for. */
  readonly names: readonly string[]
}

/** Declared fields as form fields, labelled by `field.<name>` with the help of `help.<name>` where there is one. */
export function RecordFields<Item extends RecordBase>({ view, serverForm, names }: RecordFieldsProps<Item>) {
  return names.map((name) => <RecordField key={name} view={view} serverForm={serverForm} name={name} />)
}

interface RecordFieldProps<Item extends RecordBase> extends Omit<RecordFieldsProps<Item>, 'names'> {
  readonly name: string
}

function RecordField<Item extends RecordBase>({ view, serverForm, name }: RecordFieldProps<Item>) {
  const { t: tType, i18n } = useTranslation(view.type.plural)
  const schema = view.type.fields[name]
  if (schema === undefined) throw new Error(`${view.type.name} has no field ${name}`)
  const shape = fieldShape(schema)
  const help = i18n.exists(`${view.type.plural}:help.${name}`) ? { description: tType(`help.${name}`) } : {}
  const props = {
    ...help,
    label: tType(`field.${name}`),
    withAsterisk: shape.isRequired && shape.kind !== 'choice',
    ...serverForm.form.getInputProps(name),
  }
  switch (shape.kind) {
    case 'longText':
      return <Textarea autosize minRows={2} maxRows={8} {...props} />
    case 'choice':
      return <Select data={[...shape.choices]} {...props} />
    case 'date':
      return <DateField {...props} />
    case 'number':
      return <NumberInput hideControls {...props} />
    default:
      return <TextInput {...(shape.kind === 'email' ? { type: 'email' } : {})} autoComplete="off" {...props} />
  }
}
