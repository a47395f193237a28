import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ApiKey } from '../../../src-main/features/api-keys/api-keys.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { UsageSection } from '../../ui/credential-facts.tsx'
import { KeyValueList } from '../../ui/stat.tsx'
import { Code, DateTime } from '../../ui/values.tsx'
import { apiKeyUsageQuery } from './api-keys.queries.ts'

/** How much a key is used and from where, and the secrets that do it. */
export function KeyUsage({ apiKey }: { readonly apiKey: ApiKey }) {
  const usage = useQuery(apiKeyUsageQuery(useApi(), apiKey.id)).data
  return (
    <>
      <UsageSection usage={usage} />
      {apiKey.secrets.length > 1 ? <Secrets apiKey={apiKey} /> : null}
    </>
  )
}

/** While a key is rotated: which of both secrets is still used, and when the old one ends. */
function Secrets({ apiKey }: { readonly apiKey: ApiKey }) {
  const { t } = useTranslation('api-keys')
  return (
    <section>
      <h3>{t('secrets.title')}</h3>
      <KeyValueList
        items={apiKey.secrets.map((secret) => ({
          label: t(secret.endsAt === null ? 'secrets.current' : 'secrets.old'),
          value: (
            <>
              <Code>{`${secret.keyPrefix}…`}</Code>
              <div>
                {secret.lastUsedAt === null ? t('neverUsed') : t('secrets.used')}{' '}
                {secret.lastUsedAt === null ? null : <DateTime time={secret.lastUsedAt} />}
              </div>
              {secret.endsAt === null ? null : (
                <div>
                  {t('secrets.ends')} <DateTime time={secret.endsAt} show="exact" />
                </div>
              )}
            </>
          ),
        }))}
      />
    </section>
  )
}
