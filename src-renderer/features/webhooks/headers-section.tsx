import { ActionIcon, Button, Checkbox, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../lib/services.tsx'
import { Form } from '../../ui/form.tsx'
import { notify } from '../../ui/notify.tsx'
import { type ServerForm, useServerForm } from '../../ui/use-server-form.ts'
import { updateWebhookMutation, type Webhook, type WebhookInput } from './webhooks.queries.ts'

interface HeaderValues {
  readonly name: string
  readonly value: string
  readonly isSecret: boolean
  /** It is stored, and stays as it is while nothing else is written. */
  readonly isKept: boolean
}

interface Values {
  readonly headers: readonly HeaderValues[]
}

type HeaderInput = NonNullable<WebhookInput['headers']>[number]

const inputOf = ({ name, value, isSecret, isKept }: HeaderValues): HeaderInput => {
  if (isSecret && isKept && value === '') return { name }
  return isSecret ? { name, secret: value } : { name, value }
}

/** The headers of a webhook, by themselves: a form with secrets keeps no draft in the browser. */
export function HeadersForm({ webhook }: { readonly webhook: Webhook }) {
  const { t } = useTranslation('webhooks')
  const update = useMutation(updateWebhookMutation(useApi(), webhook.id))
  const serverForm = useServerForm<Values>({
    initialValues: { headers: webhook.headers.map(({ name, value, isSecret }) => ({ name, value: value ?? '', isSecret, isKept: true })) },
    onSubmit: async ({ headers }) => {
      await update.mutateAsync({ headers: headers.map(inputOf), version: webhook.version })
      notify({ message: t('saved') })
    },
  })
  const { form } = serverForm
  return (
    <Form serverForm={serverForm} submitLabel={t('save')}>
      <p className="dim">{t('headers.help')}</p>
      {form.values.headers.map((header, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a header has no other name than the one that is being written
        <HeaderRow key={index} form={form} header={header} index={index} />
      ))}
      <div>
        <Button
          leftSection={<IconPlus size={16} stroke={1.6} />}
          onClick={() => form.insertListItem('headers', { name: '', value: '', isSecret: false, isKept: false })}
        >
          {t('headers.add')}
        </Button>
      </div>
    </Form>
  )
}

interface RowProps {
  readonly form: ServerForm<Values>['form']
  readonly header: HeaderValues
  readonly index: number
}

function HeaderRow({ form, header, index }: RowProps) {
  const { t } = useTranslation('webhooks')
  const at = `headers.${index}`
  const mono = { input: { fontFamily: 'var(--mono)' } }
  const wrong = form.errors[`${at}.secret`] ?? form.errors[`${at}.value`]
  return (
    <div className="webhook-header">
      <TextInput
        label={t('headers.name')}
        placeholder="Authorization"
        styles={mono}
        maxLength={100}
        {...form.getInputProps(`${at}.name`)}
      />
      <TextInput
        label={t('headers.value')}
        type={header.isSecret ? 'password' : 'text'}
        autoComplete="off"
        placeholder={header.isSecret && header.isKept ? t('headers.kept') : ''}
        styles={mono}
        maxLength={4_000}
        {...form.getInputProps(`${at}.value`)}
        error={wrong}
      />
      <Checkbox label={t('headers.secret')} {...form.getInputProps(`${at}.isSecret`, { type: 'checkbox' })} />
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('headers.remove', { name: header.name })}
        onClick={() => form.removeListItem('headers', index)}
      >
        <IconTrash size={16} stroke={1.6} />
      </ActionIcon>
    </div>
  )
}
