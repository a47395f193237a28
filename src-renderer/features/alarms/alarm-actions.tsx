import { Button, Modal, Select, Textarea } from '@mantine/core'
import { IconBellOff, IconCheck, IconClockPause } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alarm } from '../../../src-main/features/alarms/alarms.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { Form } from '../../ui/form.tsx'
import { notify } from '../../ui/notify.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useSayError } from '../../ui/use-say-error.ts'
import { useServerForm } from '../../ui/use-server-form.ts'
import { useCan } from '../people/people.queries.ts'
import './alarms.css'
import { acknowledgeMutation, shelveMutation, unshelveMutation } from './alarms.queries.ts'

/** What can be done with an alarm as it stands. */
export function AlarmActions({ alarm }: { readonly alarm: Alarm }) {
  const { t } = useTranslation('alarms')
  const [asked, setAsked] = useState<'acknowledge' | 'shelve' | undefined>(undefined)
  const { state } = alarm
  if (!useCan()('alarms:write') || state === 'closed') return null
  const close = (): void => setAsked(undefined)
  return (
    <div className="alarm-actions">
      {state === 'active_unacknowledged' || state === 'returned_unacknowledged' ? (
        <Button variant="filled" leftSection={<IconCheck size={16} stroke={1.8} />} onClick={() => setAsked('acknowledge')}>
          {t('acknowledge')}
        </Button>
      ) : null}
      {state === 'active_unacknowledged' || state === 'active_acknowledged' ? (
        <Button leftSection={<IconClockPause size={16} stroke={1.6} />} onClick={() => setAsked('shelve')}>
          {t('shelve.open')}
        </Button>
      ) : null}
      {state === 'shelved' ? <Unshelve id={alarm.id} /> : null}
      <Modal
        opened={asked === 'acknowledge'}
        onClose={close}
        title={t('acknowledgeTitle', { key: alarm.alarmKey })}
        withCloseButton={false}
      >
        <AcknowledgeForm id={alarm.id} onClose={close} />
      </Modal>
      <Modal opened={asked === 'shelve'} onClose={close} title={t('shelve.title', { key: alarm.alarmKey })} withCloseButton={false}>
        <ShelveForm id={alarm.id} onClose={close} />
      </Modal>
    </div>
  )
}

function Unshelve({ id }: { readonly id: number }) {
  const { t } = useTranslation('alarms')
  const unshelve = useMutation({ ...unshelveMutation(useApi(), id), onError: useSayError() })
  return (
    <Button leftSection={<IconBellOff size={16} stroke={1.6} />} loading={unshelve.isPending} onClick={() => unshelve.mutate(undefined)}>
      {t('unshelve')}
    </Button>
  )
}

interface DialogProps {
  readonly id: number
  readonly onClose: () => void
}

const noteOf = (text: string): string | null => (text.trim() === '' ? null : text.trim())

function AcknowledgeForm({ id, onClose }: DialogProps) {
  const { t } = useTranslation('alarms')
  const { mutateAsync } = useMutation(acknowledgeMutation(useApi(), id))
  const serverForm = useServerForm({
    initialValues: { note: '' },
    onSubmit: async ({ note }) => {
      await mutateAsync(noteOf(note))
      notify({ message: t('acknowledged') })
      onClose()
    },
  })
  return (
    <Form serverForm={serverForm} submitLabel={t('acknowledge')} onCancel={onClose}>
      <p className="dim">{t('acknowledgeHelp')}</p>
      <Textarea
        label={t('note')}
        description={t('noteHelp')}
        maxLength={500}
        autosize
        minRows={2}
        {...serverForm.form.getInputProps('note')}
      />
    </Form>
  )
}

const shelveTimes = [30, 60, 240, 480, 1_440, 4_320, 10_080] as const
const minuteMs = 60_000

function ShelveForm({ id, onClose }: DialogProps) {
  const { t } = useTranslation('alarms')
  const format = useFormat()
  const { mutateAsync } = useMutation(shelveMutation(useApi(), id))
  const serverForm = useServerForm({
    initialValues: { minutes: '60', note: '' },
    onSubmit: async ({ minutes, note }) => {
      await mutateAsync({ minutes: Number(minutes), note: noteOf(note) })
      notify({ message: t('shelve.done') })
      onClose()
    },
  })
  return (
    <Form serverForm={serverForm} submitLabel={t('shelve.open')} onCancel={onClose}>
      <p className="dim">{t('shelve.help')}</p>
      <Select
        label={t('shelve.time')}
        allowDeselect={false}
        data={shelveTimes.map((minutes) => ({ value: String(minutes), label: format.duration(minutes * minuteMs) }))}
        {...serverForm.form.getInputProps('minutes')}
      />
      <Textarea label={t('shelveNote')} maxLength={500} autosize minRows={2} {...serverForm.form.getInputProps('note')} />
    </Form>
  )
}
