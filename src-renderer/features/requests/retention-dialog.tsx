import { Modal, NumberInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../lib/services.tsx'
import { Form } from '../../ui/form.tsx'
import { notify } from '../../ui/notify.tsx'
import { ErrorState, SkeletonLines } from '../../ui/states.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useServerForm } from '../../ui/use-server-form.ts'
import { changeRetentionMutation, type KeptRequests, retentionQuery } from './requests.queries.ts'

interface RetentionDialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** How long and how much of the log is kept. */
export function RetentionDialog({ isOpen, onClose }: RetentionDialogProps) {
  const { t } = useTranslation('requests')
  return (
    <Modal opened={isOpen} onClose={onClose} title={t('retention.title')} withCloseButton={false}>
      <Body onClose={onClose} />
    </Modal>
  )
}

function Body({ onClose }: Pick<RetentionDialogProps, 'onClose'>) {
  const kept = useQuery(retentionQuery(useApi()))
  if (kept.error !== null) return <ErrorState error={kept.error} onRetry={() => void kept.refetch()} />
  return kept.data === undefined ? <SkeletonLines count={8} /> : <RetentionForm kept={kept.data} onClose={onClose} />
}

const fields = [
  { name: 'entryDays', min: 1, max: 3_650 },
  { name: 'bodyDays', min: 0, max: 365 },
  { name: 'maxEntries', min: 1_000, max: 50_000_000 },
  { name: 'maxBodyMegabytes', min: 1, max: 100_000 },
] as const

function RetentionForm({ kept, onClose }: { readonly kept: KeptRequests } & Pick<RetentionDialogProps, 'onClose'>) {
  const { t } = useTranslation('requests')
  const format = useFormat()
  const save = useMutation(changeRetentionMutation(useApi()))
  const { entryDays, bodyDays, maxEntries, maxBodyMegabytes } = kept
  const serverForm = useServerForm({
    initialValues: { entryDays, bodyDays, maxEntries, maxBodyMegabytes },
    onSubmit: async (values) => {
      await save.mutateAsync(values)
      notify({ message: t('retention.saved') })
      onClose()
    },
  })
  return (
    <Form serverForm={serverForm} submitLabel={t('retention.save')} onCancel={onClose}>
      <p className="dim">{t('retention.now', { entries: format.number(kept.entries), size: format.bytes(kept.bodyBytes) })}</p>
      {fields.map(({ name, min, max }) => (
        <NumberInput
          key={name}
          label={t(`retention.${name}`)}
          description={t(`retention.help.${name}`)}
          min={min}
          max={max}
          allowDecimal={false}
          thousandSeparator={format.separators.group}
          decimalSeparator={format.separators.decimal}
          {...serverForm.form.getInputProps(name)}
        />
      ))}
    </Form>
  )
}
