import { Modal, NumberInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { mostCredits } from '../../../src-main/features/credits/credits.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { Form } from '../../ui/form.tsx'
import { notify } from '../../ui/notify.tsx'
import { useFocusBack } from '../../ui/use-focus-back.ts'
import { useFormat } from '../../ui/use-format.ts'
import { useServerForm } from '../../ui/use-server-form.ts'
import { lowThresholdMutation } from './credits.queries.ts'

interface LowThresholdDialogProps {
  readonly lowThreshold: number
  readonly onClose: () => void
}

/** At which balance `credit.low` is sent. */
export function LowThresholdDialog({ lowThreshold, onClose }: LowThresholdDialogProps) {
  const { t } = useTranslation('credits')
  const { separators } = useFormat()
  useFocusBack()
  const { t: tRecords } = useTranslation('records')
  const save = useMutation(lowThresholdMutation(useApi()))
  const serverForm = useServerForm<{ lowThreshold: number | '' }>({
    initialValues: { lowThreshold },
    validate: { lowThreshold: (value) => (value === '' ? tRecords('problem.required') : null) },
    onSubmit: async (values) => {
      await save.mutateAsync(Number(values.lowThreshold))
      notify({ message: t('low.saved') })
      onClose()
    },
  })
  return (
    <Modal opened onClose={onClose} title={t('low.title')} withCloseButton={false}>
      <Form serverForm={serverForm} submitLabel={t('low.save')} onCancel={onClose}>
        <NumberInput
          label={t('low.label')}
          description={t('low.help')}
          min={0}
          max={mostCredits}
          allowDecimal={false}
          thousandSeparator={separators.group}
          decimalSeparator={separators.decimal}
          hideControls
          {...serverForm.form.getInputProps('lowThreshold')}
        />
      </Form>
    </Modal>
  )
}
