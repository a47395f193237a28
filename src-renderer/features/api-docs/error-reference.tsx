import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { type ErrorCode, errorStatuses } from '../../../src-main/contract/error-codes.ts'
import { Code } from '../../ui/values.tsx'
import { DocsSplit } from './docs-split.tsx'
import { ErrorCodePage } from './error-code-page.tsx'

const codes = Object.keys(errorStatuses) as ErrorCode[] // the keys of an object of exactly these

/** Every error code: what happened, why, how to fix it. */
export function ErrorReference() {
  const { t } = useTranslation('api-docs')
  const { t: pages } = useTranslation('error-pages')
  const { code } = useParams({ strict: false })
  const chosen = codes.find((each) => each === code) ?? codes[0]
  const entries = codes.map((each) => ({
    id: each,
    to: `/api-docs/errors/${each}`,
    label: (
      <>
        <span className="docs-method">{errorStatuses[each]}</span>
        <Code>{each}</Code>
      </>
    ),
    words: `${each} ${errorStatuses[each]} ${pages(`code.${each}.happened`)}`,
  }))
  return (
    <DocsSplit label={t('part.errors')} groups={[{ title: '', entries }]} currentId={chosen} isSearchable>
      {chosen === undefined ? null : <ErrorCodePage code={chosen} />}
    </DocsSplit>
  )
}
