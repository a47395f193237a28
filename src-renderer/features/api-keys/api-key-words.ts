import { useTranslation } from 'react-i18next'
import type { Scope } from '../../../src-main/contract/scopes.ts'
import type { ApiKey } from '../../../src-main/features/api-keys/api-keys.contract.ts'
import { resourceText } from '../../lib/resource-text.ts'
import type { Tone } from '../../ui/status-badge.tsx'
import { partsOf } from './scope-choice.ts'

export const statusTones: Readonly<Record<ApiKey['status'], Tone>> = { active: 'done', expired: 'waiting', revoked: 'off' }

/** "Jobs: read and write" */
export function useScopeLabel(): (scope: Scope) => string {
  const { t } = useTranslation('api-keys')
  return (scope) => {
    const { resource, level } = partsOf(scope)
    if (resource === undefined) return t(`wideScope.${level}`)
    return t('scope', { resource: t(resourceText(resource)), level: t(`levelShort.${level}`) })
  }
}
