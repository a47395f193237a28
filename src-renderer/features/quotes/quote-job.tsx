import { Button } from '@mantine/core'
import { IconClipboardList } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { fieldValue, type RecordBase } from '../../lib/record-type.ts'
import { useApi } from '../../lib/services.tsx'
import { useSayError } from '../../ui/use-say-error.ts'
import { useCan } from '../people/people.queries.ts'
import { createJobMutation } from './quotes.queries.ts'

/** An accepted quote becomes a job with its lines, once. */
export function QuoteJob({ record }: { readonly record: RecordBase }) {
  const { t } = useTranslation('quotes')
  const can = useCan()
  const navigate = useNavigate()
  const sayError = useSayError()
  const create = useMutation({
    ...createJobMutation(useApi(), record.id),
    onSuccess: (job) => void navigate({ to: '/jobs/$id', params: { id: String(job.id) } }),
    onError: sayError,
  })
  const isOpen = record.status === 'accepted' && fieldValue(record, 'jobId') === null
  if (!isOpen || !can('quotes:write') || !can('jobs:write')) return null
  return (
    <Button
      variant="filled"
      leftSection={<IconClipboardList size={15} stroke={1.7} />}
      loading={create.isPending}
      onClick={() => create.mutate()}
    >
      {t('action.createJob')}
    </Button>
  )
}
