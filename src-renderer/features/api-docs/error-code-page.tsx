import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type ErrorCode, errorStatuses } from '../../../src-main/contract/error-codes.ts'
import { CodeBlock } from '../../ui/code-block.tsx'
import { Code } from '../../ui/values.tsx'
import { referenceQuery } from './api-docs.queries.ts'

/** What happened, usual causes, how to fix it, and an example. */
export function ErrorCodePage({ code }: { readonly code: ErrorCode }) {
  const { t } = useTranslation('error-pages')
  const causes = t(`code.${code}.causes`, { returnObjects: true }) as unknown as readonly string[] // a list in every language
  const reference = useQuery(referenceQuery())
  const example = reference.data?.errors[code]?.value
  return (
    <article className="operation">
      <p className="dim">{t('page.status', { status: errorStatuses[code] })}</p>
      <h2 className="prose-title">
        <Code>{code}</Code>
      </h2>
      <h3>{t('page.happened')}</h3>
      <p>{t(`code.${code}.happened`)}</p>
      <h3>{t('page.causes')}</h3>
      <ul className="error-causes">
        {causes.map((cause) => (
          <li key={cause}>{cause}</li>
        ))}
      </ul>
      <h3>{t('page.fix')}</h3>
      <p>{t(`code.${code}.fix`)}</p>
      {example === undefined ? null : (
        <>
          <h3>{t('page.example')}</h3>
          <CodeBlock code={JSON.stringify(example, null, 2)} label={t('page.example')} />
        </>
      )}
    </article>
  )
}
