import { NumberInput, Select, Switch } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { alarmPriorities, watchedValues } from '../../../src-main/features/alarms/alarm-kinds.contract.ts'
import type { AlarmRule } from '../../../src-main/features/alarms/alarm-rules.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { Form } from '../../ui/form.tsx'
import { notify } from '../../ui/notify.tsx'
import { Section } from '../../ui/page.tsx'
import { type ServerForm, useServerForm } from '../../ui/use-server-form.ts'
import { useCan } from '../people/people.queries.ts'
import { updateRuleMutation } from './alarms.queries.ts'
import { EscalationSteps } from './escalation-steps.tsx'
import type { RuleValues } from './rule-values.ts'

/** When one thing that is watched becomes an alarm, and who is told while nobody acknowledges. */
export function AlarmRuleSection({ rule }: { readonly rule: AlarmRule }) {
  const { t } = useTranslation('alarms')
  const { mutateAsync } = useMutation(updateRuleMutation(useApi(), rule.kind))
  const isReadOnly = !useCan()('company:write')
  const { kind, unit: _unit, direction: _direction, version, updatedAt: _updatedAt, ...initialValues } = rule
  const isNoNumber = (value: unknown): string | null => (typeof value === 'number' ? null : t('rules.numberNeeded'))
  const serverForm = useServerForm<RuleValues>({
    initialValues,
    validate: {
      threshold: isNoNumber,
      deadband: isNoNumber,
      onDelaySeconds: isNoNumber,
      offDelaySeconds: isNoNumber,
      escalation: { afterMinutes: isNoNumber, peopleIds: (ids: number[]) => (ids.length > 0 ? null : t('rules.peopleNeeded')) },
    },
    onSubmit: async (values) => {
      await mutateAsync({ ...values, version })
      notify({ message: t('rules.saved') })
    },
  })
  return (
    <Section title={t(`kind.${kind}`)}>
      {isReadOnly ? (
        <fieldset className="alarm-rule-fields" disabled>
          <RuleFields rule={rule} form={serverForm.form} />
        </fieldset>
      ) : (
        <Form serverForm={serverForm} submitLabel={t('rules.save')}>
          <RuleFields rule={rule} form={serverForm.form} />
        </Form>
      )}
    </Section>
  )
}

interface RuleFieldsProps {
  readonly rule: AlarmRule
  readonly form: ServerForm<RuleValues>['form']
}

function RuleFields({ rule: { kind, direction, unit }, form }: RuleFieldsProps) {
  const { t } = useTranslation('alarms')
  const number = { min: 0, hideControls: true } as const
  const seconds = { ...number, max: 86_400, allowDecimal: false } as const
  return (
    <>
      <p className="dim">{t(`help.${kind}`)}</p>
      <Switch label={t('rules.isEnabled')} {...form.getInputProps('isEnabled', { type: 'checkbox' })} />
      <Select
        label={t('column.priority')}
        description={t('rules.priorityHelp')}
        allowDeselect={false}
        data={alarmPriorities.map((value) => ({ value, label: t(`priority.${value}`) }))}
        {...form.getInputProps('priority')}
      />
      <div className="alarm-rule-pair">
        <NumberInput
          label={t(`rules.threshold.${direction}`, { unit: t(`unitName.${unit}`) })}
          max={watchedValues[kind].maxThreshold}
          {...number}
          {...form.getInputProps('threshold')}
        />
        <NumberInput
          label={t('rules.deadband', { unit: t(`unitName.${unit}`) })}
          max={1_000}
          {...number}
          {...form.getInputProps('deadband')}
        />
        <NumberInput label={t('rules.onDelay')} {...seconds} {...form.getInputProps('onDelaySeconds')} />
        <NumberInput label={t('rules.offDelay')} {...seconds} {...form.getInputProps('offDelaySeconds')} />
      </div>
      <p className="dim">{t('rules.delaysHelp')}</p>
      <EscalationSteps form={form} />
    </>
  )
}
