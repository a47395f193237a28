import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { EventDefinition } from '../../../src-main/contract/event-definition.ts'
import { useApi } from '../../lib/services.tsx'
import { CodeBlock } from '../../ui/code-block.tsx'
import { ErrorState, SkeletonLines } from '../../ui/states.tsx'
import { Code } from '../../ui/values.tsx'
import { eventTypesQuery } from '../events/events.queries.ts'
import { DocsSplit } from './docs-split.tsx'
import { SchemaFields } from './schema-fields.tsx'

/** Every type of event, from the catalog. */
export function EventReference() {
  const { t } = useTranslation('api-docs')
  const { event } = useParams({ strict: false })
  const types = useQuery(eventTypesQuery(useApi()))
  if (types.error !== null) return <ErrorState error={types.error} onRetry={() => void types.refetch()} />
  if (types.data === undefined) return <SkeletonLines count={12} />
  const chosen = types.data.find((each) => each.event === event) ?? types.data[0]
  const names = [...new Set(types.data.map(({ recordType }) => recordType))]
  const groups = names.map((name) => ({
    title: name,
    entries: types.data
      .filter(({ recordType }) => recordType === name)
      .map((each) => ({
        id: each.event,
        to: `/api-docs/events/${each.event}`,
        label: <Code>{each.event}</Code>,
        words: `${each.event} ${each.description}`,
      })),
  }))
  return (
    <DocsSplit label={t('part.events')} groups={groups} currentId={chosen?.event} isSearchable>
      {chosen === undefined ? null : <Definition definition={chosen} />}
    </DocsSplit>
  )
}

function Definition({ definition }: { readonly definition: EventDefinition }) {
  const { t } = useTranslation('api-docs')
  const { components, ...schema } = definition.schema as { readonly components?: { readonly schemas?: Record<string, never> } } // as the catalog makes it
  return (
    <article className="operation">
      <h2 className="prose-title">
        <Code>{definition.event}</Code>
      </h2>
      <p>{definition.description}.</p>
      <h3>{t('event.example')}</h3>
      <CodeBlock code={JSON.stringify(definition.example, null, 2)} label={t('event.example')} />
      <h3>{t('event.schema')}</h3>
      <SchemaFields schema={schema} schemas={components?.schemas ?? {}} />
    </article>
  )
}
