import { useTranslation } from 'react-i18next'
import { allowedAddress } from '../../src-main/features/credentials/credentials.contract.ts'
import { entriesOf, isFutureDate } from '../lib/credential-expiry.ts'
import type { CredentialValues } from '../lib/credential-values.ts'
import { metadataOf } from '../lib/metadata-text.ts'
import { scopesOf } from '../lib/scope-choice.ts'
import { useServices } from '../lib/services.tsx'

/** What has to be right in the fields that every credential has. */
export function useCredentialRules() {
  const { t } = useTranslation('credentials')
  const { now } = useServices()
  return {
    name: (value: string) => (value.trim() === '' ? t('wrong.name') : null),
    scopes: (_: string, { preset, levels }: CredentialValues) => (scopesOf(preset, levels).length === 0 ? t('wrong.scopes') : null),
    expiresAt: (value: string, { expiry }: CredentialValues) =>
      expiry === 'date' && !isFutureDate(value, now()) ? t('wrong.futureDate') : null,
    rateLimitPerHour: (value: number | string) => (Number(value) >= 1 ? null : t('wrong.limit')),
    metadata: (value: string) => (metadataOf(value) === undefined ? t('wrong.metadata') : null),
    allowedAddresses: (value: string) => {
      const wrong = entriesOf(value).find((entry) => !allowedAddress.safeParse(entry).success)
      return wrong === undefined ? null : t('wrong.address', { address: wrong })
    },
  }
}
