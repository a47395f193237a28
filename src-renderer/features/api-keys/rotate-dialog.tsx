import { Modal, Select } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ApiKey, type CreatedApiKey, rotationDefaults } from '../../../src-main/features/api-keys/api-keys.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { Form } from '../../ui/form.tsx'
import { useServerForm } from '../../ui/use-server-form.ts'
import { rotateApiKeyMutation } from './api-keys.queries.ts'
import { NewKeyReveal } from './new-key-reveal.tsx'

interface RotateDialogProps {
  readonly apiKey: ApiKey
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** Gives a key a new secret, shown once; the old one goes on working for the grace time that is chosen here. */
export function RotateDialog({ apiKey, isOpen, onClose }: RotateDialogProps) {
  const { t } = useTranslation('api-keys')
  const [created, setCreated] = useState<CreatedApiKey>()
  const close = (): void => {
    setCreated(undefined)
    onClose()
  }
  return (
    <>
      <Modal
        opened={isOpen && created === undefined}
        onClose={onClose}
        title={t('rotateDialog.title', { name: apiKey.name })}
        withCloseButton={false}
      >
        <RotateForm apiKey={apiKey} onCreated={setCreated} onClose={onClose} />
      </Modal>
      <NewKeyReveal created={created} onSaved={close} />
    </>
  )
}

const graceHours = [0, 1, 24, 72, 168] as const
const overlapDays = [7, 30, 90] as const

function RotateForm({
  apiKey,
  onCreated,
  onClose,
}: Pick<RotateDialogProps, 'apiKey' | 'onClose'> & { readonly onCreated: (key: CreatedApiKey) => void }) {
  const { t } = useTranslation('api-keys')
  const rotate = useMutation(rotateApiKeyMutation(useApi(), apiKey.id))
  const serverForm = useServerForm({
    initialValues: { graceHours: String(rotationDefaults.graceHours), overlapDays: String(rotationDefaults.overlapDays) },
    onSubmit: async (values) =>
      onCreated(await rotate.mutateAsync({ graceHours: Number(values.graceHours), overlapDays: Number(values.overlapDays) })),
  })
  return (
    <Form serverForm={serverForm} submitLabel={t('rotate')} onCancel={onClose}>
      <p>{t('rotateDialog.what')}</p>
      {apiKey.secrets.length > 1 ? <p>{t('rotateDialog.again')}</p> : null}
      <Select
        label={t('rotateDialog.grace')}
        description={t('rotateDialog.graceHelp')}
        allowDeselect={false}
        data={graceHours.map((hours) => ({ value: String(hours), label: t(`rotateDialog.hours.${hours}`) }))}
        {...serverForm.form.getInputProps('graceHours')}
      />
      <Select
        label={t('rotateDialog.overlap')}
        description={t('rotateDialog.overlapHelp')}
        allowDeselect={false}
        data={overlapDays.map((days) => ({ value: String(days), label: t('rotateDialog.days', { count: days }) }))}
        {...serverForm.form.getInputProps('overlapDays')}
      />
    </Form>
  )
}
