import { ActionIcon, Button, MultiSelect, NumberInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { peopleQuery } from '../../lib/person-queries.ts'
import { useApi } from '../../lib/services.tsx'
import type { ServerForm } from '../../ui/use-server-form.ts'
import type { RuleValues } from './rule-values.ts'

const mostSteps = 5
const firstMinutes = 15

/** Who is told when nobody has acknowledged for so long; the last step again and again. */
export function EscalationSteps({ form }: { readonly form: ServerForm<RuleValues>['form'] }) {
  const { t } = useTranslation('alarms')
  const { data: people = [] } = useQuery(peopleQuery(useApi()))
  const steps = form.values.escalation
  return (
    <>
      <p>
        <strong>{t('rules.escalation')}</strong>
        <br />
        <span className="dim">{t(steps.length === 0 ? 'rules.noEscalation' : 'rules.escalationHelp')}</span>
      </p>
      {steps.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step is nothing but its place and what is typed there
        <div key={index} className="alarm-step">
          <NumberInput
            label={t('rules.afterMinutes')}
            min={1}
            max={1_440}
            allowDecimal={false}
            hideControls
            {...form.getInputProps(`escalation.${index}.afterMinutes`)}
          />
          <MultiSelect
            label={t('rules.people')}
            data={people
              .filter(({ id, isActive }) => isActive || step.peopleIds.includes(id))
              .map(({ id, name }) => ({ value: String(id), label: name }))}
            value={step.peopleIds.map(String)}
            onChange={(ids) => form.setFieldValue(`escalation.${index}.peopleIds`, ids.map(Number))}
            error={form.errors[`escalation.${index}.peopleIds`]}
          />
          <ActionIcon aria-label={t('rules.removeStep', { number: index + 1 })} onClick={() => form.removeListItem('escalation', index)}>
            <IconTrash size={16} stroke={1.6} />
          </ActionIcon>
        </div>
      ))}
      {steps.length < mostSteps ? (
        <div>
          <Button
            leftSection={<IconPlus size={16} stroke={1.6} />}
            onClick={() => form.insertListItem('escalation', { afterMinutes: firstMinutes, peopleIds: [] })}
          >
            {t('rules.addStep')}
          </Button>
        </div>
      ) : null}
    </>
  )
}
