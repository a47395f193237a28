import { NumberInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../lib/services.tsx'
import { Form } from '../../ui/form.tsx'
import { notify } from '../../ui/notify.tsx'
import { ErrorState, SkeletonLines } from '../../ui/states.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useServerForm } from '../../ui/use-server-form.ts'
import { changeRequestRetentionMutation, type KeptRequests, requestRetentionQuery } from './retention.queries.ts'

/** How long and how much of the log of requests is kept. */
export function RequestRetention() {
  const kept = useQuery(requestRetentionQuery(useApi()))
  if (kept.error !== null) return <ErrorState error={kept.error} onRetry={() => void kept.refetch()} />
  return kept.data === undefined ? <SkeletonLines count={8} /> : <RequestRetentionForm kept={kept.data} />
}

const fields = [
  { name: 'entryDays', min: 1, max: 3_650 },
  { name: 'bodyDays', min: 0, max: 365 },
  { name: 'maxEntries', min: 1_000, max: 50_000_000 },
  { name: 'maxBodyMegabytes', min: 1, max: 100_000 },
] as const

function RequestRetentionForm({ kept }: { readonly kept: KeptRequests }) {
  const { t } = useTranslation('retention')
  const format = useFormat()
  const save = useMutation(changeRequestRetentionMutation(useApi()))
  const { entryDays, bodyDays, maxEntries, maxBodyMegabytes } = kept
  const serverForm = useServerForm({
    initialValues: { entryDays, bodyDays, maxEntries, maxBodyMegabytes },
    onSubmit: async (values) => {
      await save.mutateAsync(values)
      notify({ message: t('saved') })
    },
  })
  return (
    <Form serverForm={serverForm} submitLabel={t('save')}>
      <p className="dim">{t('request.now', { entries: format.number(kept.entries), size: format.bytes(kept.bodyBytes) })}</p>
      {fields.map(({ name, min, max }) => (
        <NumberInput
          key={name}
          label={t(`request.${name}`)}
          description={t(`request.help.${name}`)}
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
