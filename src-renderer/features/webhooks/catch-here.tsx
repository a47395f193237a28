import { Button } from '@mantine/core'
import { IconTargetArrow } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../lib/services.tsx'
import { notify } from '../../ui/notify.tsx'
import { ErrorLine } from '../../ui/states.tsx'
import { Code } from '../../ui/values.tsx'
import { useCan } from '../people/people.queries.ts'
import { type Catcher, catchersQuery, createCatcherMutation } from '../webhook-catchers/catchers.queries.ts'
import { updateWebhookMutation, type Webhook } from './webhooks.queries.ts'
import './webhooks-page.css'

/** The catcher that a webhook sends to, whatever name this machine is called by. */
function useCatcherOf({ url }: Webhook): Catcher | undefined {
  const path = URL.parse(url)?.pathname
  return useQuery(catchersQuery(useApi())).data?.find((catcher) => URL.parse(catcher.url)?.pathname === path)
}

/**
 * Points a webhook at a new catcher; one click, and one to take it back. NB: belongs to what stays on the page: the button goes as soon as the URL has
 * changed, and with it what would be said then.
 */
function useCatching({ id, name, url }: Webhook) {
  const { t } = useTranslation('webhooks')
  const api = useApi()
  const create = useMutation(createCatcherMutation(api))
  const update = useMutation(updateWebhookMutation(api, id))
  const undo = { label: t('catch.undo'), onClick: () => update.mutate({ url }) }
  const point = (catcher: Catcher): void =>
    update.mutate({ url: catcher.url }, { onSuccess: () => notify({ message: t('catch.done', { name }), action: undo }) })
  return {
    begin: (): void => create.mutate({ name, webhookId: id }, { onSuccess: point }),
    isPending: create.isPending || update.isPending,
    error: create.error ?? update.error,
  }
}

/** The address of a webhook, with the way to see what it sends on Interlock itself. */
export function WebhookAddress({ webhook }: { readonly webhook: Webhook }) {
  const { t } = useTranslation('webhooks')
  const can = useCan()
  const isCaught = useCatcherOf(webhook) !== undefined
  const { begin, isPending, error } = useCatching(webhook)
  return (
    <span className="webhook-address">
      <Code>{webhook.url}</Code>
      {isCaught || !can('webhooks:write') ? null : (
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconTargetArrow size={14} stroke={1.6} />}
          onClick={begin}
          loading={isPending}
        >
          {t('catch.action')}
        </Button>
      )}
      {error === null ? null : <ErrorLine error={error} />}
    </span>
  )
}

/** Says that a webhook sends to Interlock itself, with the ways to what arrives and back to its receiver. */
export function CaughtNotice({ webhook }: { readonly webhook: Webhook }) {
  const { t } = useTranslation('webhooks')
  const can = useCan()
  const catcher = useCatcherOf(webhook)
  const update = useMutation(updateWebhookMutation(useApi(), webhook.id))
  if (catcher === undefined) return null
  const { replacedUrl } = catcher
  return (
    <div className="webhook-caught" role="status">
      <IconTargetArrow size={16} stroke={1.6} aria-hidden />
      <span>{t(catcher.isListening ? 'catch.caught' : 'catch.stopped')}</span>
      <Link to="/settings/webhooks/catchers/$catcherId" params={{ catcherId: String(catcher.id) }}>
        {t('catch.see')}
      </Link>
      {replacedUrl === null || !can('webhooks:write') ? null : (
        <Button size="compact-sm" onClick={() => update.mutate({ url: replacedUrl })} loading={update.isPending}>
          {t('catch.back', { host: URL.parse(replacedUrl)?.host ?? replacedUrl })}
        </Button>
      )}
      {update.error === null ? null : <ErrorLine error={update.error} />}
    </div>
  )
}

interface CatchInFormProps {
  /** Of the webhook, as far as it was typed. */
  readonly name: string
  readonly onUrl: (url: string) => void
}

/** Fills a form's URL with the address of a new catcher. */
export function CatchInForm({ name, onUrl }: CatchInFormProps) {
  const { t } = useTranslation('webhooks')
  const create = useMutation(createCatcherMutation(useApi()))
  const make = (): void =>
    create.mutate({ name: name.trim() === '' ? t('catch.newName') : name.trim() }, { onSuccess: ({ url }) => onUrl(url) })
  return (
    <div className="webhook-catch">
      <span className="dim">{t('catch.offer')}</span>
      <Button
        size="compact-sm"
        leftSection={<IconTargetArrow size={14} stroke={1.6} />}
        onClick={make}
        loading={create.isPending}
        disabled={create.isSuccess}
      >
        {t('catch.action')}
      </Button>
      {create.error === null ? null : <ErrorLine error={create.error} />}
    </div>
  )
}
