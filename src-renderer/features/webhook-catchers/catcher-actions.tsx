import { Button } from '@mantine/core'
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../lib/services.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { notify } from '../../ui/notify.tsx'
import { ErrorLine } from '../../ui/states.tsx'
import { useCan } from '../people/people.queries.ts'
import { type Catcher, clearCaughtMutation, deleteCatcherMutation, listenMutation } from './catchers.queries.ts'

/** What can be done with a catcher. */
export function CatcherActions({ catcher }: { readonly catcher: Catcher }) {
  const can = useCan()
  if (!can('webhooks:write')) return null
  return (
    <>
      {catcher.requestCount === 0 ? null : <ClearButton id={catcher.id} />}
      <DeleteButton catcher={catcher} />
      <ListenButton catcher={catcher} />
    </>
  )
}

function ListenButton({ catcher }: { readonly catcher: Catcher }) {
  const { t } = useTranslation('webhook-catchers')
  const listen = useMutation(listenMutation(useApi(), catcher.id))
  const Shape = catcher.isListening ? IconPlayerStop : IconPlayerPlay
  return (
    <>
      {listen.error === null ? null : <ErrorLine error={listen.error} />}
      <Button
        leftSection={<Shape size={16} stroke={1.6} />}
        onClick={() => listen.mutate(!catcher.isListening)}
        loading={listen.isPending}
        {...(catcher.isListening ? {} : { variant: 'filled' })}
      >
        {t(catcher.isListening ? 'stop' : 'listen')}
      </Button>
    </>
  )
}

function ClearButton({ id }: { readonly id: number }) {
  const { t } = useTranslation('webhook-catchers')
  const navigate = useNavigate()
  const clear = useMutation(clearCaughtMutation(useApi(), id))
  const forget = (): void =>
    clear.mutate(undefined, {
      onSuccess: () => void navigate({ to: '/settings/webhooks/catchers/$catcherId', params: { catcherId: String(id) }, search: true }),
    })
  return (
    <>
      {clear.error === null ? null : <ErrorLine error={clear.error} />}
      <Button onClick={forget} loading={clear.isPending}>
        {t('clear')}
      </Button>
    </>
  )
}

function DeleteButton({ catcher }: { readonly catcher: Catcher }) {
  const { t } = useTranslation('webhook-catchers')
  const [isAsking, setAsking] = useState(false)
  const navigate = useNavigate()
  const remove = useMutation(deleteCatcherMutation(useApi(), catcher.id))
  const confirm = (): void =>
    remove.mutate(undefined, {
      onSuccess: () => {
        notify({ message: t('delete.done', { name: catcher.name }) })
        void navigate({ to: '/settings/webhooks/catchers' })
      },
    })
  return (
    <>
      <Button c="red" onClick={() => setAsking(true)}>
        {t('delete.action')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('delete.title', { name: catcher.name })}
        confirmLabel={t('delete.action')}
        onConfirm={confirm}
        onClose={() => setAsking(false)}
        isPending={remove.isPending}
        error={remove.error}
      >
        <p>{t('delete.what', { count: catcher.requestCount })}</p>
        <p className="dim">{t('delete.senders')}</p>
      </ConfirmDialog>
    </>
  )
}
