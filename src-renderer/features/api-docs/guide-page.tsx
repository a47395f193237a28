import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ErrorState, SkeletonLines } from '../../ui/states.tsx'
import { DocsSplit } from './docs-split.tsx'
import { type GuideName, guideNames, guideQuery } from './guides.ts'
import { Prose } from './prose.tsx'

/** One guide in the person's language. */
export function GuidePage() {
  const { t } = useTranslation('api-docs')
  const { guide = '' } = useParams({ strict: false })
  const entries = guideNames.map((name) => ({ id: name, to: `/api-docs/guides/${name}`, label: t(`guide.${name}`), words: name }))
  return (
    <DocsSplit label={t('part.guides')} groups={[{ title: '', entries }]} currentId={guide}>
      <Guide name={guideNames.find((name) => name === guide) ?? 'authentication'} />
    </DocsSplit>
  )
}

function Guide({ name }: { readonly name: GuideName }) {
  const { i18n } = useTranslation('api-docs')
  const text = useQuery(guideQuery(name, i18n.language))
  if (text.error !== null) return <ErrorState error={text.error} onRetry={() => void text.refetch()} />
  return text.data === undefined ? <SkeletonLines count={10} /> : <Prose markdown={text.data} />
}
