import { useTranslation } from 'react-i18next'
import type { CreatedApiKey } from '../../../src-main/features/api-keys/api-keys.contract.ts'
import { CodeBlock } from '../../ui/code-block.tsx'
import { SecretReveal } from '../../ui/secret-reveal.tsx'
import { firstCall } from './first-call.ts'

interface NewKeyRevealProps {
  /** Undefined until there is one. */
  readonly created: CreatedApiKey | undefined
  readonly onSaved: (created: CreatedApiKey) => void
}

/** The key, this once, and a call to try it with. */
export function NewKeyReveal({ created, onSaved }: NewKeyRevealProps) {
  const { t } = useTranslation('api-keys')
  const call = created === undefined ? undefined : firstCall(created, window.location.origin)
  return (
    <SecretReveal
      secret={created?.key}
      title={t('reveal.title', { name: created?.name ?? '' })}
      description={t('reveal.description')}
      fileName={`${created?.keyPrefix ?? 'key'}.txt`}
      onSaved={() => {
        if (created !== undefined) onSaved(created)
      }}
    >
      {call === undefined ? null : (
        <>
          <p>{t(created?.allowedAddresses.length === 0 ? 'reveal.tryIt' : 'reveal.tryItThere')}</p>
          <CodeBlock code={call} label={t('reveal.call')} wrap />
        </>
      )}
    </SecretReveal>
  )
}
