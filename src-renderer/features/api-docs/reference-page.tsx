import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ErrorState, SkeletonLines } from '../../ui/states.tsx'
import { type Reference, referenceQuery } from './api-docs.queries.ts'
import { DocsSplit } from './docs-split.tsx'
import { OperationPage } from './operation-page.tsx'

/** Every operation of this installation, to be found by name, path or words. */
export function ReferencePage() {
  const reference = useQuery(referenceQuery())
  if (reference.error !== null) return <ErrorState error={reference.error} onRetry={() => void reference.refetch()} />
  return reference.data === undefined ? <SkeletonLines count={12} /> : <Operations reference={reference.data} />
}

function Operations({ reference }: { readonly reference: Reference }) {
  const { t } = useTranslation('api-docs')
  const { operationId } = useParams({ strict: false })
  const chosen = reference.operations.find((each) => each.operationId === operationId) ?? firstOf(reference)
  const groups = reference.tags.map(({ name }) => ({
    title: name,
    entries: reference.operations
      .filter(({ tags }) => tags.includes(name))
      .map((each) => ({
        id: each.operationId,
        to: `/api-docs/reference/${each.operationId}`,
        label: (
          <>
            <span className="docs-method" data-method={each.method}>
              {each.method}
            </span>
            {each.summary}
          </>
        ),
        words: `${each.operationId} ${each.method} ${each.path} ${each.summary}`,
      })),
  }))
  return (
    <DocsSplit label={t('part.reference')} groups={groups} currentId={chosen?.operationId} isSearchable>
      {chosen === undefined ? null : <OperationPage operation={chosen} reference={reference} />}
    </DocsSplit>
  )
}

const firstOf = ({ operations, tags }: Reference) => operations.find((each) => each.tags.includes(tags[0]?.name ?? ''))
