import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { CodeBlock } from '../../ui/code-block.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Code, DateTime } from '../../ui/values.tsx'
import { firstCalls, type GuideStepId } from './guide-steps.ts'
import type { GuideProgress } from './overview.queries.ts'

interface GuideStepProps {
  readonly id: GuideStepId
  readonly facts: GuideProgress
}

/** What to do in one step. */
export function GuideStep({ id, facts }: GuideStepProps) {
  switch (id) {
    case 'key':
      // The next step creates records: a key that only reads would be refused there.
      return <LinkStep id={id} to="/settings/api-keys/new" search={{ preset: 'write' }} />
    case 'create':
      return <CreateStep facts={facts} />
    case 'arrive':
      return <ArriveStep facts={facts} />
    case 'webhook':
      return <LinkStep id={id} to="/settings/webhooks/new" />
    case 'invoice':
      return <InvoiceStep facts={facts} />
  }
}

interface LinkStepProps {
  readonly id: GuideStepId
  readonly to: string
  readonly search?: object
}

function LinkStep({ id, to, search = {} }: LinkStepProps) {
  const { t } = useTranslation('overview')
  return (
    <>
      <p>{t(`guide.${id}.text`)}</p>
      <Button renderRoot={(props) => <Link to={to} search={search} {...props} />}>{t(`guide.${id}.action`)}</Button>
    </>
  )
}

const noCustomerYet = 1

function CreateStep({ facts }: { readonly facts: GuideProgress }) {
  const { t } = useTranslation('overview')
  const commands = firstCalls({
    origin: window.location.origin,
    keyPlace: 'PASTE_YOUR_KEY_HERE',
    customerName: t('guide.create.customerName'),
    customerId: facts.newestCustomer?.id ?? noCustomerYet,
    title: t('guide.create.jobTitle'),
    lineDescription: t('guide.create.line'),
    unit: t('guide.create.unit'),
  })
  return (
    <>
      <p>{t('guide.create.text')}</p>
      <h3>{t('guide.create.customer')}</h3>
      <CodeBlock code={commands.customer} label={t('guide.create.customer')} />
      <h3>{t('guide.create.job')}</h3>
      <CodeBlock code={commands.job} label={t('guide.create.job')} />
      <p className="dim">{t('guide.create.idempotency')}</p>
      <p className="dim">
        {t('guide.create.docs')} <Link to="/api-docs/reference">{t('guide.create.openDocs')}</Link>
      </p>
    </>
  )
}

function ArriveStep({ facts }: { readonly facts: GuideProgress }) {
  const { t } = useTranslation('overview')
  const call = facts.calls.at(-1)
  if (call === undefined) {
    return (
      <p>
        <StatusBadge tone="waiting" label={t('guide.arrive.waiting')} /> {t('guide.arrive.text')}
      </p>
    )
  }
  return (
    <p className="guide-call">
      {t('guide.arrive.seen')} <Code>{`${call.method} ${call.path} ${call.responseStatus}`}</Code>
      <DateTime time={call.createdAt} show="time" />
      <span className="dim">{call.actorName}</span>
      <Link to="/requests/$requestId" params={{ requestId: call.requestId }}>
        {t('guide.arrive.look')}
      </Link>
    </p>
  )
}

function InvoiceStep({ facts }: { readonly facts: GuideProgress }) {
  const { t } = useTranslation('overview')
  const job = facts.newestJob
  return (
    <>
      <p>{t('guide.invoice.text')}</p>
      {job === undefined ? null : (
        <div className="guide-buttons">
          <Button component={Link} to={`/jobs/${job.id}`}>
            {t('guide.invoice.open', { key: job.jobKey })}
          </Button>
          {job.status === 'completed' ? (
            <Button renderRoot={(props) => <Link to="/invoices/new" search={{ jobs: String(job.id) }} {...props} />}>
              {t('guide.invoice.action')}
            </Button>
          ) : null}
        </div>
      )}
    </>
  )
}
