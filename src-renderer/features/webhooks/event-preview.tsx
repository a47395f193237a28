import { Button, Select } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { matchesEvent } from '../../../src-main/contract/event-definition.ts'
import { useApi } from '../../lib/services.tsx'
import { CodeBlock } from '../../ui/code-block.tsx'
import { ErrorLine } from '../../ui/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { Code } from '../../ui/values.tsx'
import { newestEventsQuery } from '../events/events.queries.ts'
import { type Preview, type PreviewInput, previewMutation } from './webhooks.queries.ts'

/** What the settings in the form would make of a real event; nothing is sent. */
export function EventPreview({ settings }: { readonly settings: Omit<PreviewInput, 'eventId'> }) {
  const { t } = useTranslation('webhooks')
  const format = useFormat()
  const api = useApi()
  const [eventId, setEventId] = useState<string | null>(null)
  const newest = useQuery(newestEventsQuery(api)).data ?? []
  const preview = useMutation(previewMutation(api))
  const meant = newest.filter(({ event }) => settings.events.some((pattern) => matchesEvent(pattern, event)))
  return (
    <fieldset className="webhook-preview">
      <legend>{t('preview.title')}</legend>
      <div className="webhook-preview-choice">
        <Select
          label={t('preview.event')}
          placeholder={t('preview.newest')}
          data={meant.map(({ id, event, recordKey, createdAt }) => ({
            value: id,
            label: `${event} · ${recordKey} · ${format.exactTime(createdAt)}`,
          }))}
          value={eventId}
          onChange={setEventId}
          clearable
          searchable
        />
        <Button
          onClick={() => preview.mutate({ ...settings, ...(eventId === null ? {} : { eventId }) })}
          loading={preview.isPending}
          disabled={settings.events.length === 0}
        >
          {t('preview.show')}
        </Button>
      </div>
      <output>
        {preview.error === null ? null : <ErrorLine error={preview.error} />}
        {preview.data === undefined ? null : <Shown preview={preview.data} />}
      </output>
    </fieldset>
  )
}

function Shown({ preview: { event, isWanted, body, problem } }: { readonly preview: Preview }) {
  const { t } = useTranslation('webhooks')
  if (event === null) return <p className="dim">{t('preview.none')}</p>
  return (
    <>
      <p>
        <StatusBadge tone={isWanted ? 'done' : 'off'} label={t(isWanted ? 'preview.wanted' : 'preview.unwanted')} />{' '}
        <Code>{event.event}</Code> <Code>{event.recordKey}</Code>
      </p>
      {problem === null ? null : (
        <p className="error-line" role="alert">
          {problem.message}
        </p>
      )}
      {body === null ? null : <CodeBlock code={prettyJson(body)} label={t('preview.body')} wrap />}
    </>
  )
}

/** As it goes out where it is no JSON. */
function prettyJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text // then it is shown as it is
  }
}
