import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BacklogDrop } from '../../../src-main/features/webhooks/backlog.contract.ts'
import { useApi, useNow } from '../../lib/services.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { DateTimeField } from '../../ui/date-time-field.tsx'
import { notify } from '../../ui/notify.tsx'
import { ErrorLine } from '../../ui/states.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { type EventConsumer, rewindConsumerMutation } from './event-consumers.queries.ts'

/** Says what comes again. */
function useTold() {
  const { t } = useTranslation('webhooks')
  const format = useFormat()
  return ({ name, behind }: Pick<EventConsumer, 'name' | 'behind'>): void =>
    notify({ message: t('consumers.rewound', { name, count: behind, number: format.number(behind) }) })
}

interface FetchAgainProps {
  readonly name: string
  readonly isOpen: boolean
  readonly onClose: () => void
}

const dayMs = 86_400_000

/** Lets a consumer begin again at a time. */
export function FetchAgain({ name, isOpen, onClose }: FetchAgainProps) {
  const { t } = useTranslation('webhooks')
  const now = useNow()
  const [since, setSince] = useState(() => new Date(now - dayMs).toISOString())
  const rewind = useMutation(rewindConsumerMutation(useApi(), name))
  const told = useTold()
  const confirm = (): void =>
    rewind.mutate(
      { since },
      {
        onSuccess: (rewound) => {
          onClose()
          told(rewound)
        },
      },
    )
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={t('consumers.rewindTitle', { name })}
      confirmLabel={t('consumers.rewind')}
      onConfirm={confirm}
      onClose={onClose}
      isPending={rewind.isPending}
      error={rewind.error}
      isDestructive={false}
    >
      <p>{t('consumers.rewindWhat')}</p>
      <DateTimeField label={t('consumers.since')} value={since} onChange={setSince} withAsterisk />
    </ConfirmDialog>
  )
}

/** Lets a consumer fetch what was dropped of its backlog. */
export function FetchDropped({ name, drop }: { readonly name: string; readonly drop: BacklogDrop }) {
  const { t } = useTranslation('webhooks')
  const rewind = useMutation(rewindConsumerMutation(useApi(), name))
  const told = useTold()
  return (
    <>
      {rewind.error === null ? null : <ErrorLine error={rewind.error} />}
      <Button
        size="compact-sm"
        onClick={() => rewind.mutate({ eventId: drop.fromEventId }, { onSuccess: told })}
        loading={rewind.isPending}
      >
        {t('consumers.rewind')}
      </Button>
    </>
  )
}
