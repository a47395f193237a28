import { Checkbox, Input } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../lib/services.tsx'
import { ErrorLine, SkeletonLines } from '../../ui/states.tsx'
import { eventTypesQuery } from '../events/events.queries.ts'
import { type EventGroup, everything, groupsOf, hasEvent, hasGroup, hasPart, withEvent, withEverything, withGroup } from './event-choice.ts'
import './event-picker.css'

interface EventPickerProps {
  readonly value: readonly string[]
  readonly onChange: (value: readonly string[]) => void
  readonly error?: ReactNode
}

/** Which events a webhook gets: everything, whole groups, or one by one. */
export function EventPicker({ value, onChange, error }: EventPickerProps) {
  const { t } = useTranslation('webhooks')
  const types = useQuery(eventTypesQuery(useApi()))
  const groups = useMemo(() => groupsOf(types.data ?? []), [types.data])
  return (
    <Input.Wrapper
      label={t('form.events')}
      description={t('form.eventsHelp')}
      error={error}
      labelElement="div"
      inputWrapperOrder={['label', 'description', 'input', 'error']}
    >
      <fieldset className="event-picker" aria-label={t('form.events')}>
        <Checkbox
          checked={value.includes(everything)}
          onChange={(event) => onChange(withEverything(event.currentTarget.checked))}
          label={
            <>
              {t('form.everything')} <code className="mono dim">*</code>
            </>
          }
        />
        {types.isPending ? <SkeletonLines count={4} /> : null}
        {types.error === null ? null : <ErrorLine error={types.error} />}
        <div className="event-groups">
          {groups.map((group) => (
            <Group key={group.name} group={group} value={value} onChange={onChange} />
          ))}
        </div>
      </fieldset>
    </Input.Wrapper>
  )
}

function Group({ group, value, onChange }: EventPickerProps & { readonly group: EventGroup }) {
  const isAll = value.includes(everything)
  const hasAllOfIt = hasGroup(value, group)
  return (
    <div className="event-group">
      <Checkbox
        label={<code className="mono">{`${group.name}.*`}</code>}
        checked={hasAllOfIt}
        indeterminate={hasPart(value, group)}
        disabled={isAll}
        onChange={(event) => onChange(withGroup(value, group, event.currentTarget.checked))}
      />
      {group.events.map((name) => (
        <Checkbox
          key={name}
          className="event-single"
          label={<code className="mono">{name}</code>}
          checked={hasEvent(value, group, name)}
          disabled={hasAllOfIt}
          onChange={(event) => onChange(withEvent(value, name, event.currentTarget.checked))}
        />
      ))}
    </div>
  )
}
