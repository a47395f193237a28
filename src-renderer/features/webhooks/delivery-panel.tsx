import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../lib/services.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { curlCommand } from '../../ui/curl.ts'
import { DetailPanel } from '../../ui/detail-panel.tsx'
import { HttpExchange } from '../../ui/http-exchange.tsx'
import { maskedRequest } from '../../ui/mask.ts'
import { notify } from '../../ui/notify.tsx'
import { ErrorLine, ErrorState, SkeletonLines } from '../../ui/states.tsx'
import { Code } from '../../ui/values.tsx'
import { useCan } from '../people/people.queries.ts'
import { type Attempt, exchangeOf, partsOf } from './attempt-exchange.ts'
import { AttemptTimeline } from './attempt-timeline.tsx'
import { DeliveryCause, DeliveryThread } from './delivery-cause.tsx'
import { QuarantineActions } from './quarantine-actions.tsx'
import { DeliveryBadge, useOutcome } from './webhook-words.tsx'
import { type DeliveryDetail, deliveryQuery, redeliverMutation } from './webhooks.queries.ts'
import { WhyNext } from './why-next.tsx'

/** One delivery of a webhook's page. */
export function DeliveryPanel() {
  const { webhookId, deliveryId } = useParams({ from: '/shell/settings/webhooks/$webhookId/deliveries/deliveries/$deliveryId' })
  const navigate = useNavigate()
  const close = (): void => void navigate({ to: '/settings/webhooks/$webhookId', params: { webhookId }, search: true })
  return <Panel webhookId={Number(webhookId)} deliveryId={Number(deliveryId)} onClose={close} />
}

/** One delivery of the list of all. */
export function DeliveryOfAllPanel() {
  const { webhookId, deliveryId } = useParams({ from: '/shell/settings/webhooks/deliveries/$webhookId/$deliveryId' })
  const navigate = useNavigate()
  const close = (): void => void navigate({ to: '/settings/webhooks/deliveries', search: true })
  return <Panel webhookId={Number(webhookId)} deliveryId={Number(deliveryId)} onClose={close} hasWebhook />
}

interface PanelProps {
  readonly webhookId: number
  readonly deliveryId: number
  readonly onClose: () => void
  /** Whether it says which webhook it is of. */
  readonly hasWebhook?: boolean
}

/** What caused it, each attempt with its request and answer, and sending it again. */
function Panel({ webhookId, deliveryId, onClose, hasWebhook = false }: PanelProps) {
  const { t } = useTranslation('webhooks')
  const query = useQuery(deliveryQuery(useApi(), webhookId, deliveryId))
  const delivery = query.data
  return (
    <DetailPanel
      title={delivery === undefined ? t('panel.title') : <Code>{delivery.eventType}</Code>}
      badge={delivery === undefined ? undefined : <DeliveryBadge delivery={delivery} />}
      actions={delivery === undefined ? undefined : <Actions delivery={delivery} onDeleted={onClose} />}
      onClose={onClose}
    >
      {query.error === null || delivery !== undefined ? null : <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending ? <SkeletonLines count={8} /> : null}
      {/* By its id and attempts: another delivery, or a new attempt, is looked at from its last attempt. */}
      {delivery === undefined ? null : (
        <Details key={`${delivery.id}/${delivery.attempts.length}`} delivery={delivery} hasWebhook={hasWebhook} />
      )}
    </DetailPanel>
  )
}

function Actions({ delivery, onDeleted }: { readonly delivery: DeliveryDetail; readonly onDeleted: () => void }) {
  const last = delivery.attempts.at(-1)
  const exchange = last === undefined ? undefined : exchangeOf(last)
  const can = useCan()
  return (
    <>
      {can('webhooks:write') && canBeSent(delivery) ? <ResendButton delivery={delivery} /> : null}
      {can('webhooks:write') ? <QuarantineActions delivery={delivery} onDeleted={onDeleted} /> : null}
      {exchange === undefined ? null : (
        <CopyButton shape="button" label="curl" value={curlCommand(maskedRequest(exchange.request, exchange.openHeaders))} />
      )}
    </>
  )
}

/** Its event is there; a template that fails may have been mended. */
const canBeSent = ({ requestBody, failureReason }: DeliveryDetail): boolean => requestBody !== null || failureReason === 'template'

function ResendButton({ delivery }: { readonly delivery: DeliveryDetail }) {
  const { t } = useTranslation('webhooks')
  const outcome = useOutcome()
  const redeliver = useMutation(redeliverMutation(useApi(), delivery.webhookId))
  const send = (): void =>
    redeliver.mutate(delivery.id, {
      onSuccess: ({ attempts }) => {
        const attempt = attempts.at(-1)
        const isDelivered = attempt?.error === null
        const answer = attempt === undefined ? '' : outcome(attempt)
        notify({ message: t(isDelivered ? 'resend.delivered' : 'resend.failed', { answer }), tone: isDelivered ? 'done' : 'failed' })
      },
    })
  return (
    <>
      {redeliver.error === null ? null : <ErrorLine error={redeliver.error} />}
      <Button leftSection={<IconRefresh size={16} stroke={1.6} />} onClick={send} loading={redeliver.isPending}>
        {t('resend.action')}
      </Button>
    </>
  )
}

function Details({ delivery, hasWebhook }: { readonly delivery: DeliveryDetail; readonly hasWebhook: boolean }) {
  const { t } = useTranslation('webhooks')
  const [chosen, setChosen] = useState<number>()
  const attempt = delivery.attempts.find(({ attemptNumber }) => attemptNumber === chosen) ?? delivery.attempts.at(-1)
  return (
    <>
      <DeliveryCause delivery={delivery} hasWebhook={hasWebhook} />
      {delivery.isTest ? null : <DeliveryThread delivery={delivery} />}
      <section>
        <h3>{t('panel.attempts')}</h3>
        <AttemptTimeline delivery={delivery} shown={attempt?.attemptNumber} onShow={setChosen} />
        {delivery.next === null ? null : <WhyNext next={delivery.next} />}
      </section>
      {attempt === undefined ? null : <Exchange attempt={attempt} />}
      {delivery.failureReason === null ? null : <p>{t(`reason.${delivery.failureReason}`)}</p>}
      {canBeSent(delivery) ? null : <p className="dim">{t('panel.noBody')}</p>}
    </>
  )
}

function Exchange({ attempt }: { readonly attempt: Attempt }) {
  const { t } = useTranslation('webhooks')
  const outcome = useOutcome()
  const exchange = exchangeOf(attempt)
  const timing = useTiming(attempt)
  if (exchange === undefined) return <p translate="no">{attempt.error?.message}</p>
  return (
    <section>
      <h3>{t('panel.exchange', { number: attempt.attemptNumber })}</h3>
      {attempt.error === null || attempt.error.kind === 'http' ? null : <p>{attempt.error.message}</p>}
      {/* A new attempt is another exchange: it opens at its request again. */}
      <HttpExchange key={attempt.attemptNumber} {...exchange} {...timing} failure={outcome(attempt)} />
      {attempt.response?.isBodyCut === true ? <p className="dim">{t('panel.bodyCut')}</p> : null}
    </section>
  )
}

/** Where its time went. */
function useTiming({ timing }: Attempt) {
  const { t } = useTranslation('webhooks')
  if (timing === null) return {}
  return {
    durationMs: timing.totalMs,
    phases: partsOf(timing).map(({ part, durationMs }) => ({ label: t(`timing.${part}`), durationMs })),
    ...(timing.isReused ? { timingNote: t('timing.reused') } : {}),
  }
}
