import { useTranslation } from 'react-i18next'
import { StatusBadge, type Tone } from '../../ui/status-badge.tsx'
import { useFormat } from '../../ui/use-format.ts'
import type { Catcher, Caught, CaughtDetail } from './catchers.queries.ts'

const tones: Readonly<Record<Caught['verdict'], Tone>> = { right: 'done', wrong: 'failed', unsigned: 'off', unchecked: 'off' }

export function VerdictBadge({ verdict }: Pick<Caught, 'verdict'>) {
  const { t } = useTranslation('webhook-catchers')
  return <StatusBadge tone={tones[verdict]} label={t(`verdict.${verdict}`)} />
}

interface ListeningBadgeProps {
  readonly catcher: Catcher
  /** Without the date. */
  readonly isShort?: boolean
}

/** "Listening until 5 Dec 2026", "Stopped". */
export function ListeningBadge({ catcher, isShort = false }: ListeningBadgeProps) {
  const { t } = useTranslation('webhook-catchers')
  const format = useFormat()
  const { isListening, listensUntil } = catcher
  if (!isListening || listensUntil === null) return <StatusBadge tone="off" label={t('stopped')} />
  return <StatusBadge tone="running" label={isShort ? t('listens') : t('listening', { date: format.date(listensUntil) })} />
}

type Check = CaughtDetail['signatures'][number]

/** What is right or wrong with a signature, and why. */
export function useCheckWords(): (check: Check) => string {
  const { t } = useTranslation('webhook-catchers')
  const format = useFormat()
  return ({ scheme, result, secondsAway }) => {
    const header = t(`scheme.${scheme}`)
    const away = format.duration(Math.abs(secondsAway ?? 0) * 1_000)
    return t(`check.${result}`, { header, away })
  }
}

export const toneOfCheck = ({ result }: Check): Tone => {
  if (result === 'right') return 'done'
  return result === 'missing' || result === 'no_secret' ? 'off' : 'failed'
}
