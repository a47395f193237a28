import { useTranslation } from 'react-i18next'
import { StatusBadge, type Tone } from '../../ui/status-badge.tsx'
import type { Connection } from './integrations.queries.ts'

const marks = import.meta.glob<string>('../../../resources/logos/*.svg', { query: '?url', import: 'default', eager: true })

/** The mark of a vendor; what it says stands beside it. */
export function ConnectorMark({ type }: { readonly type: string }) {
  return <img className="connector-mark" src={marks[`../../../resources/logos/${type}.svg`]} alt="" width={24} height={24} />
}

/** The words of one connector, from its own file. */
export function useConnectorWords(type: string) {
  const { t, i18n } = useTranslation()
  const own = (path: string): string => `connector-${type}:${path}`
  const maybe = (path: string): string | undefined => (i18n.exists(own(path)) ? t(own(path)) : undefined)
  return {
    about: t(own('about')),
    label: (field: string) => t(own(`field.${field}.label`)),
    help: (field: string) => maybe(`field.${field}.help`),
    choice: (field: string, value: string) => maybe(`choice.${field}.${value}`) ?? value,
    action: (name: string) => t(own(`action.${name}`)),
    guide: stepsOf(maybe),
  }
}

const stepsOf = (maybe: (path: string) => string | undefined): string[] =>
  Array.from({ length: 12 }, (_, index) => maybe(`guide.${index + 1}`)).filter((step) => step !== undefined)

/** How a factory registers Interlock with a provider, which serves all its connectors; undefined for what is no well-known one. */
export function useProviderWords(provider: string | undefined) {
  const { t, i18n } = useTranslation()
  const own = (path: string): string => `provider-${provider}:${path}`
  if (!i18n.exists(own('name'))) return undefined
  return { name: t(own('name')), guide: stepsOf((path) => (i18n.exists(own(path)) ? t(own(path)) : undefined)) }
}

const tones: Readonly<Record<Connection['status'], Tone>> = { ACTIVE: 'done', INACTIVE: 'off', ERROR: 'failed' }

export function ConnectionBadge({ status }: Pick<Connection, 'status'>) {
  const { t } = useTranslation('integrations')
  return <StatusBadge tone={tones[status]} label={t(`status.${status}`)} />
}
