import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ApiKey, ApiKeyUsage } from '../../../src-main/features/api-keys/api-keys.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { KeyValueList } from '../../ui/stat.tsx'
import { SkeletonLines } from '../../ui/states.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { Code, DateTime } from '../../ui/values.tsx'
import { apiKeyUsageQuery } from './api-keys.queries.ts'

/** How much a key is used and from where, and the secrets that do it. */
export function KeyUsage({ apiKey }: { readonly apiKey: ApiKey }) {
  const { t } = useTranslation('api-keys')
  const usage = useQuery(apiKeyUsageQuery(useApi(), apiKey.id)).data
  return (
    <>
      <section>
        <h3>{t('usage.title')}</h3>
        {usage === undefined ? <SkeletonLines count={3} /> : <Numbers usage={usage} />}
      </section>
      {apiKey.secrets.length > 1 ? <Secrets apiKey={apiKey} /> : null}
    </>
  )
}

function Numbers({ usage }: { readonly usage: ApiKeyUsage }) {
  const { t } = useTranslation('api-keys')
  const format = useFormat()
  const { addressesLastDay: addresses, lastError } = usage
  return (
    <KeyValueList
      items={[
        {
          label: t('usage.lastDay'),
          value: t('usage.calls', { calls: format.number(usage.callsLastDay), failed: format.number(usage.failedLastDay) }),
        },
        { label: t('usage.lastMonth'), value: format.number(usage.callsLastMonth) },
        {
          label: t('usage.addresses'),
          value:
            addresses.length === 0
              ? '–'
              : addresses.map(({ address, calls }) => (
                  <div key={address}>
                    <Code>{address}</Code> {format.number(calls)}
                  </div>
                )),
        },
        ...(lastError === null
          ? []
          : [
              {
                label: t('usage.lastError'),
                value: (
                  <>
                    <Link to="/requests/$requestId" params={{ requestId: lastError.requestId }}>
                      <Code>{lastError.code}</Code>
                    </Link>{' '}
                    <DateTime time={lastError.at} />
                  </>
                ),
              },
            ]),
      ]}
    />
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
