import { useTranslation } from 'react-i18next'
import { Code } from '../../ui/values.tsx'
import type { Schema } from './api-docs.queries.ts'
import { fieldsOf, type SchemaField } from './schema-words.ts'

interface SchemaFieldsProps {
  readonly schema: Schema
  readonly schemas: Readonly<Record<string, Schema>>
}

/** The fields of a body, one under the other; those of objects inside fold out. */
export function SchemaFields({ schema, schemas }: SchemaFieldsProps) {
  const fields = fieldsOf(schema, schemas)
  if (fields.length === 0) return null
  return (
    <dl className="fields">
      {fields.map((field) => (
        <Field key={field.name} field={field} schemas={schemas} />
      ))}
    </dl>
  )
}

function Field({ field, schemas }: { readonly field: SchemaField; readonly schemas: SchemaFieldsProps['schemas'] }) {
  const { t } = useTranslation('api-docs')
  const isNested = fieldsOf(field.schema, schemas).length > 0
  return (
    <div>
      <dt>
        <Code>{field.name}</Code> <span className="dim">{field.type}</span>
        {field.isRequired ? <span className="field-required">{t('operation.required')}</span> : null}
      </dt>
      <dd>
        {field.description}
        {field.values.length === 0 ? null : <span className="field-values">{field.values.join(' · ')}</span>}
        {isNested ? (
          <details>
            <summary>{t('operation.fieldsOf', { name: field.name })}</summary>
            <SchemaFields schema={field.schema} schemas={schemas} />
          </details>
        ) : null}
      </dd>
    </div>
  )
}
