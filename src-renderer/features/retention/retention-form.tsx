import { NumberInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../lib/services.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Form, ReadOnlyFields } from '../../ui/form.tsx'
import { notify } from '../../ui/notify.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useServerForm } from '../../ui/use-server-form.ts'
import { useCan } from '../people/people.queries.ts'
import {
  changeRetentionMutation,
  type Retention,
  type RetentionChange,
  type RetentionDays,
  retentionPreviewQuery,
} from './retention.queries.ts'

const maxDays = 3_650

/** How long the person stops typing before it is counted what would go, milliseconds. */
const typingMs = 300

interface RetentionFormProps {
  readonly kept: Retention
}

/** The days of events and deliveries, with what there is and what would go; what goes is asked for first. */
export function RetentionForm({ kept }: RetentionFormProps) {
  const { t } = useTranslation('retention')
  const isReadOnly = !useCan()('company:write')
  const [asked, setAsked] = useState<RetentionChange | undefined>()
  const { deliveryDays, eventDays, messageDays, backlogEvents, backlogDays } = kept
  const serverForm = useServerForm({
    initialValues: { deliveryDays, eventDays, messageDays, backlogEvents, backlogDays },
    onSubmit: async (values) => setAsked(values),
  })
  const { form } = serverForm
  const [typed] = useDebouncedValue(form.values, typingMs)
  const days = daysOf(typed)
  const wouldGo = useQuery({ ...retentionPreviewQuery(useApi(), days), enabled: areDays(days) }).data ?? kept
  const fields = (
    <>
      <DaysField name="deliveryDays" form={form} there={kept.deliveries} going={wouldGo.deliveries.beyond} />
      <DaysField name="eventDays" form={form} there={kept.events} going={wouldGo.events.beyond} />
      <HeldEvents events={wouldGo.events} />
      <DaysField name="messageDays" form={form} there={kept.messages} going={wouldGo.messages.beyond} />
      <BacklogFields form={form} />
    </>
  )
  if (isReadOnly) {
    return <ReadOnlyFields>{fields}</ReadOnlyFields>
  }
  return (
    <>
      <Form serverForm={serverForm} submitLabel={t('save')}>
        {fields}
      </Form>
      {asked === undefined ? null : <ConfirmDays days={asked} onClose={() => setAsked(undefined)} />}
    </>
  )
}

const areDays = (days: RetentionDays): boolean =>
  Object.values(days).every((value) => Number.isInteger(value) && value >= 1 && value <= maxDays)

type RetentionFields = ReturnType<typeof useServerForm<RetentionChange>>['form']

const daysOf = ({ deliveryDays, eventDays, messageDays }: RetentionChange): RetentionDays => ({ deliveryDays, eventDays, messageDays })

interface DaysFieldProps {
  readonly name: keyof RetentionDays
  readonly form: RetentionFields
  readonly there: { readonly count: number; readonly oldestAt: string | null }
  readonly going: number
}

function DaysField({ name, form, there, going }: DaysFieldProps) {
  const { t } = useTranslation('retention')
  const format = useFormat()
  const facts = { count: there.count, number: format.number(there.count), date: there.oldestAt === null ? '' : format.date(there.oldestAt) }
  return (
    <div>
      <NumberInput
        label={t(`${name}.label`)}
        description={t(`${name}.help`)}
        min={1}
        max={maxDays}
        allowDecimal={false}
        thousandSeparator={format.separators.group}
        decimalSeparator={format.separators.decimal}
        {...form.getInputProps(name)}
      />
      <p className="dim">
        {there.oldestAt === null ? t('none') : t('there', facts)} {going === 0 ? t('nothingGoes') : ''}
        {going > 0 ? t('going', { count: going, number: format.number(going) }) : ''}
      </p>
    </div>
  )
}

/** Old events that have to stay, and who they wait for. */
function HeldEvents({ events: { held, heldBy } }: { readonly events: Retention['events'] }) {
  const { t } = useTranslation('retention')
  const format = useFormat()
  if (held === 0) return null
  const who = heldBy.map(({ kind, name }) => (name === null ? t(`place.${kind}`) : t(`place.${kind}`, { name })))
  return <p>{t('held', { count: held, number: format.number(held), who: who.join(', ') })}</p>
}

const bounds = [
  { name: 'backlogEvents', min: 1_000, max: 50_000_000 },
  { name: 'backlogDays', min: 1, max: maxDays },
] as const

/** How much may wait. */
function BacklogFields({ form }: { readonly form: RetentionFields }) {
  const { t } = useTranslation('retention')
  const { separators } = useFormat()
  return (
    <>
      <h3>{t('backlog')}</h3>
      <p className="dim">{t('backlogHelp')}</p>
      {bounds.map(({ name, min, max }) => (
        <NumberInput
          key={name}
          label={t(`${name}.label`)}
          description={t(`${name}.help`)}
          min={min}
          max={max}
          allowDecimal={false}
          thousandSeparator={separators.group}
          decimalSeparator={separators.decimal}
          {...form.getInputProps(name)}
        />
      ))}
    </>
  )
}

/** Says what goes before it is saved. */
function ConfirmDays({ days, onClose }: { readonly days: RetentionChange; readonly onClose: () => void }) {
  const { t } = useTranslation('retention')
  const format = useFormat()
  const api = useApi()
  const preview = useQuery(retentionPreviewQuery(api, daysOf(days)))
  const save = useMutation(changeRetentionMutation(api))
  const deliveries = preview.data?.deliveries.beyond ?? 0
  const events = preview.data?.events.beyond ?? 0
  const messages = preview.data?.messages.beyond ?? 0
  const confirm = (): void => {
    // Nothing goes that was not said before: where it could not be counted, it is counted again first.
    if (preview.data === undefined) return void preview.refetch()
    save.mutate(days, {
      onSuccess: () => {
        notify({ message: t('saved') })
        onClose()
      },
    })
  }
  return (
    <ConfirmDialog
      isOpen
      title={t('confirm.title')}
      confirmLabel={t('save')}
      onConfirm={confirm}
      onClose={onClose}
      isPending={save.isPending || preview.isLoading}
      error={preview.data === undefined ? preview.error : save.error}
      isDestructive={deliveries + events + messages > 0}
    >
      {preview.data === undefined ? null : (
        <p>
          {t('confirm.deliveries', { count: deliveries, number: format.number(deliveries) })}{' '}
          {t('confirm.events', { count: events, number: format.number(events) })}{' '}
          {t('confirm.messages', { count: messages, number: format.number(messages) })}
        </p>
      )}
      <p className="dim">{t('confirm.histories')}</p>
    </ConfirmDialog>
  )
}
