import { NumberInput, PasswordInput, Select, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { FormField, FormValues } from './schema-form.ts'

interface FieldsProps {
  readonly fields: readonly FormField[]
  readonly values: FormValues
  readonly onChange: (name: string, value: string) => void
  /** By the name on the wire. */
  readonly errors: Readonly<Record<string, string>>
  readonly words: {
    readonly label: (field: string) => string
    readonly help: (field: string) => string | undefined
    readonly choice: (field: string, value: string) => string
  }
  /** Secrets that are kept already, with what may be shown of them. */
  readonly saved?: Readonly<Record<string, { readonly ending: string | null }>>
}

/** One input a field, labelled in the person's language. */
export function SchemaFields({ fields, ...rest }: FieldsProps) {
  return fields.map((field) => <SchemaField key={field.name} field={field} {...rest} />)
}

function SchemaField({ field, values, onChange, errors, words, saved }: Omit<FieldsProps, 'fields'> & { readonly field: FormField }) {
  const { t } = useTranslation('integrations')
  const { name, kind, isRequired, choices } = field
  const kept = saved?.[name]
  const common = {
    label: words.label(name),
    description: words.help(name),
    error: errors[name],
    required: isRequired && kept === undefined,
    name,
  }
  const value = values[name] ?? ''
  const set = (text: string): void => onChange(name, text)
  switch (kind) {
    case 'secret': {
      const note = kept === undefined ? undefined : kept.ending === null ? t('form.saved') : t('form.savedEnding', { ending: kept.ending })
      return (
        <PasswordInput
          {...common}
          value={value}
          placeholder={note}
          autoComplete="new-password"
          onChange={(event) => set(event.currentTarget.value)}
        />
      )
    }
    case 'choice':
      return (
        <Select
          {...common}
          value={value}
          allowDeselect={false}
          data={choices.map((choice) => ({ value: choice, label: words.choice(name, choice) }))}
          onChange={(choice) => set(choice ?? '')}
        />
      )
    case 'number':
      return <NumberInput {...common} value={value} hideControls allowDecimal={false} onChange={(number) => set(String(number))} />
    case 'long':
      return <Textarea {...common} value={value} autosize minRows={3} maxRows={10} onChange={(event) => set(event.currentTarget.value)} />
    default:
      return (
        <TextInput {...common} value={value} autoComplete="off" spellCheck={false} onChange={(event) => set(event.currentTarget.value)} />
      )
  }
}
