import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CodeBlock } from '../../ui/code-block.tsx'
import { Code } from '../../ui/values.tsx'
import type { Body, Operation, Parameter, Reference } from './api-docs.queries.ts'
import { Prose } from './prose.tsx'
import { SchemaFields } from './schema-fields.tsx'

/** One operation: what it does, what it takes and gives, and code that calls it. */
export function OperationPage({ operation, reference }: { readonly operation: Operation; readonly reference: Reference }) {
  const { t } = useTranslation('api-docs')
  const success = Object.entries(operation.responses).find(([status]) => /^[23]/.test(status))
  const failures = Object.entries(operation.responses).filter(([status]) => /^[45]/.test(status))
  return (
    <article className="operation">
      <h2 className="prose-title">{operation.summary}</h2>
      <p className="operation-path">
        <span className="docs-method" data-method={operation.method}>
          {operation.method}
        </span>
        <Code>{operation.path}</Code>
      </p>
      <Prose markdown={operation.description ?? ''} />
      <Samples operation={operation} />
      <Parameters parameters={operation.parameters ?? []} />
      <Content title={t('operation.body')} body={operation.requestBody} reference={reference} />
      {success === undefined ? null : (
        <Content title={t('operation.answer', { status: success[0] })} body={success[1]} reference={reference} />
      )}
      <h3>{t('operation.errors')}</h3>
      <ul className="operation-errors">
        {failures.map(([status, { description }]) => (
          <li key={status}>
            <Code>{status}</Code>
            <Prose markdown={description.replaceAll(/\w+/g, (code) => `[${code}](/api-docs/errors/${code})`)} />
          </li>
        ))}
      </ul>
    </article>
  )
}

function Samples({ operation }: { readonly operation: Operation }) {
  const { t } = useTranslation('api-docs')
  const samples = operation['x-codeSamples'] ?? []
  const [label, setLabel] = useState('curl')
  const shown = samples.find((sample) => sample.label === label)
  return (
    <div className="operation-samples">
      <SegmentedControl
        aria-label={t('operation.language')}
        value={label}
        onChange={setLabel}
        data={samples.map((sample) => sample.label)}
        mb={8}
      />
      {shown === undefined ? null : <CodeBlock code={shown.source} label={t('operation.samples')} />}
    </div>
  )
}

function Parameters({ parameters }: { readonly parameters: readonly Parameter[] }) {
  const { t } = useTranslation('api-docs')
  if (parameters.length === 0) return null
  return (
    <>
      <h3>{t('operation.parameters')}</h3>
      <dl className="fields">
        {parameters.map(({ name, in: place, required = false, description = '' }) => (
          <div key={`${place} ${name}`}>
            <dt>
              <Code>{name}</Code> <span className="dim">{t(`operation.in.${place}`)}</span>
              {required ? <span className="field-required">{t('operation.required')}</span> : null}
            </dt>
            <dd>{description}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

interface ContentProps {
  readonly title: string
  readonly body: Body | undefined
  readonly reference: Reference
}

function Content({ title, body, reference }: ContentProps) {
  const [media] = Object.entries(body?.content ?? {})
  if (media === undefined) return null
  const [type, { schema, example }] = media
  return (
    <>
      <h3>
        {title} <span className="dim">{type}</span>
      </h3>
      {example === undefined ? null : (
        <CodeBlock code={typeof example === 'string' ? example : JSON.stringify(example, null, 2)} label={title} />
      )}
      {schema === undefined ? null : <SchemaFields schema={schema} schemas={reference.schemas} />}
    </>
  )
}
