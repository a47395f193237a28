import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { BacklogDrop } from '../../../src-main/features/webhooks/backlog.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { notify } from '../../ui/notify.tsx'
import { ErrorLine } from '../../ui/states.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useCan } from '../people/people.queries.ts'
import { dropsQuery, resendMutation, type Webhook } from './webhooks.queries.ts'
import './webhooks-page.css'

const maxShown = 3

/** What was dropped of the backlog of a webhook, and the way to send it all the same. */
export function DroppedNotice({ webhook }: { readonly webhook: Webhook }) {
  const drops = useQuery(dropsQuery(useApi(), webhook.id)).data ?? []
  return drops.slice(0, maxShown).map((drop) => <Dropped key={drop.id} webhook={webhook} drop={drop} />)
}

/** What was dropped, and when, in one sentence. */
export function DropText({ drop }: { readonly drop: BacklogDrop }) {
  const { t } = useTranslation('webhooks')
  const format = useFormat()
  const moment = (time: string): string => format.dayAndTime(Date.parse(time))
  const text = t(`drops.${drop.reason}`, {
    count: drop.count,
    number: format.number(drop.count),
    time: moment(drop.lastDroppedAt),
    from: moment(drop.fromTime),
    to: moment(drop.toTime),
  })
  return (
    <>
      {text} {drop.isKept ? '' : t('drops.gone')} <Link to="/settings/retention">{t('drops.bound')}</Link>
    </>
  )
}

function Dropped({ webhook, drop }: { readonly webhook: Webhook; readonly drop: BacklogDrop }) {
  const can = useCan()
  return (
    <div className="webhook-caught" role="status">
      <IconAlertTriangle size={16} stroke={1.6} aria-hidden />
      <span>
        <DropText drop={drop} />
      </span>
      {drop.isKept && can('webhooks:write') ? <SendDropped webhook={webhook} drop={drop} /> : null}
    </div>
  )
}

/** NB: they were never attempted; what was delivered since by hand is not sent again. */
function SendDropped({ webhook, drop }: { readonly webhook: Webhook; readonly drop: BacklogDrop }) {
  const { t } = useTranslation('webhooks')
  const format = useFormat()
  const resend = useMutation(resendMutation(useApi(), webhook.id))
  const send = (): void =>
    resend.mutate(
      { which: 'missed', since: drop.fromTime, until: drop.toTime },
      {
        onSuccess: ({ count, isCut }) => notify({ message: t(isCut ? 'bulk.cut' : 'bulk.done', { count, number: format.number(count) }) }),
      },
    )
  return (
    <>
      {resend.error === null ? null : <ErrorLine error={resend.error} />}
      <Button size="compact-sm" onClick={send} loading={resend.isPending} disabled={!webhook.isActive}>
        {t('drops.send')}
      </Button>
    </>
  )
}
