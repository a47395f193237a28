import { Button, Modal } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isApiError } from '../../lib/api-error.ts'
import { useApi } from '../../lib/services.tsx'
import { JsonView } from '../../ui/json-view.tsx'
import { ErrorLine } from '../../ui/states.tsx'
import { useConnectorWords } from './connector-words.tsx'
import { actionMutation, type Connection, type Integration } from './integrations.queries.ts'
import { SchemaFields } from './schema-fields.tsx'
import { bodyOf, type FormField, fieldsOf } from './schema-form.ts'

interface ActionDialogProps {
  readonly connection: Connection
  readonly integration: Integration
}

type Action = Integration['actions'][number]

/** Sends a test by the first thing that the connector can do. */
export function ActionDialog({ connection, integration }: ActionDialogProps) {
  const { t } = useTranslation('integrations')
  const [isOpen, setOpen] = useState(false)
  const words = useConnectorWords(integration.type)
  const [action] = integration.actions
  if (action === undefined) return null
  return (
    <>
      <Button leftSection={<IconSend size={16} stroke={1.6} />} onClick={() => setOpen(true)}>
        {t('tryOut.action')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={words.action(action.name)}
        closeButtonProps={{ 'aria-label': t('ui:panel.close') }}
      >
        <ActionForm connection={connection} action={action} />
      </Modal>
    </>
  )
}

/** Of the input of an action what a test needs: what must be there, and the text. */
const isAsked = ({ name, isRequired }: FormField): boolean => isRequired || ['text', 'path', 'method'].includes(name)

function ActionForm({ connection, action }: { readonly connection: Connection; readonly action: Action }) {
  const { t } = useTranslation('integrations')
  const run = useMutation(actionMutation(useApi(), connection.id))
  const fields = fieldsOf(action.input).filter(isAsked)
  const [values, setValues] = useState<Record<string, string>>(() => ({
    ...Object.fromEntries(fields.map(({ name, initial }) => [name, initial])),
    subject: t('tryOut.subject'),
    text: t('tryOut.text'),
  }))
  const words = {
    label: (field: string) => t(`input.${field}`, { defaultValue: field }),
    help: () => undefined,
    choice: (_: string, value: string) => value,
  }
  return (
    <form
      className="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        run.mutate({ action: action.name, input: bodyOf(fields, values) })
      }}
    >
      {run.error === null ? null : <ActionError error={run.error} />}
      <SchemaFields
        fields={fields}
        values={values}
        onChange={(name, value) => setValues((before) => ({ ...before, [name]: value }))}
        errors={errorsOf(run.error)}
        words={words}
      />
      {run.data === undefined ? null : (
        <div role="status">
          <p>{t('tryOut.done')}</p>
          <JsonView value={run.data.output} openDepth={2} />
        </div>
      )}
      <div className="form-actions">
        <Button type="submit" variant="filled" loading={run.isPending}>
          {t('tryOut.action')}
        </Button>
      </div>
    </form>
  )
}

const errorsOf = (error: unknown): Record<string, string> =>
  Object.fromEntries(
    (isApiError(error) ? (error.details.fields ?? []) : []).map(({ field, reason }) => [
      field.replace(/^input\./, '').replace(/\.\d+$/, ''),
      reason,
    ]),
  )

/** What went wrong, with the vendor's own words beneath. */
function ActionError({ error }: { readonly error: unknown }) {
  const { t } = useTranslation('integrations')
  const vendor = isApiError(error) ? (error.details['vendor'] as { readonly message?: string | null } | null | undefined) : undefined // of connection_failed
  return (
    <>
      <ErrorLine error={error} />
      {vendor?.message == null ? null : (
        <p className="dim">
          {t('test.vendorSaid')} <span className="mono">{vendor.message}</span>
        </p>
      )}
    </>
  )
}
