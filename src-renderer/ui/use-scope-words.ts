import { useTranslation } from 'react-i18next'
import { resourceText } from '../lib/resource-text.ts'

const personScopes = ['openid', 'profile', 'email']

/** What a scope allows, in plain words: "Jobs: read and write". */
export function useScopeWords(): (scope: string) => string {
  const { t } = useTranslation('credentials')
  return (scope) => {
    if (personScopes.includes(scope)) return t(`oauth:personScope.${scope}`)
    const [resource = '', level] = scope.split(':')
    if (level === undefined) return t(`wideScope.${scope}`, { defaultValue: scope })
    return t('scope', {
      resource: t(resourceText(resource), { defaultValue: resource }),
      level: t(`levelShort.${level}`, { defaultValue: level }),
    })
  }
}
