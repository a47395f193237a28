import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CodeBlock } from '../../ui/code-block.tsx'
import { type SnippetLanguage, snippetLanguages, verificationSnippets } from './verification-snippets.ts'

/** Code for the receiver that checks a signature, to copy. */
export function VerificationCode() {
  const { t } = useTranslation('webhooks')
  const [language, setLanguage] = useState<SnippetLanguage>('Node.js')
  return (
    <>
      <SegmentedControl
        aria-label={t('secret.language')}
        value={language}
        onChange={(value) => setLanguage(snippetLanguages.find((known) => known === value) ?? 'Node.js')}
        data={[...snippetLanguages]}
        mb={8}
      />
      <CodeBlock code={verificationSnippets[language]} label={t('secret.code')} />
    </>
  )
}
