import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/use-format.ts'
import type { DeliveryDetail } from './webhooks.queries.ts'

/** Why the next attempt is when it is, in a sentence or two. */
export function WhyNext({ next }: { readonly next: NonNullable<DeliveryDetail['next']> }) {
  const { t } = useTranslation('webhooks')
  const format = useFormat()
  const { attempt, of, basis, waitSeconds, restsUntil, since, probeAt } = next
  const moment = (time: string | null): string => (time === null ? '' : format.dayAndTime(Date.parse(time)))
  const numbers = { attempt: format.number(attempt), of: format.number(of), before: format.number(attempt - 1) }
  return (
    <p className="dim">
      {t(`why.${basis}`, { ...numbers, wait: format.duration((waitSeconds ?? 0) * 1_000), since: moment(since), probe: moment(probeAt) })}{' '}
      {restsUntil === null ? null : t('why.rests', { time: format.clock(restsUntil) })}
    </p>
  )
}
