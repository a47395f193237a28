import { Button, Select, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isApiError } from '../../lib/api-error.ts'
import { useApi } from '../../lib/services.tsx'
import { ErrorLine } from '../../ui/states.tsx'
import { useConnectorWords } from './connector-words.tsx'
import { type Connection, connectMutation, type Integration, type TestResult } from './integrations.queries.ts'
import { NetworkFields } from './network-fields.tsx'
import { useNetworkForm } from './network-form.ts'
import { SchemaFields } from './schema-fields.tsx'
import { bodyOf, fieldsOf, valuesOf } from './schema-form.ts'
import { TestSteps } from './test-steps.tsx'

interface ConnectionFormProps {
  readonly integration: Integration
  /** To be connected again, or changed; a new one without. */
  readonly connection?: Connection
  readonly onSaved: (connection: Connection, test: TestResult) => void
}

/** The server's complaints about fields of one part, `config.host`, by their names in it. */
function errorsOf(error: unknown, part: string): Record<string, string> {
  const fields = isApiError(error) ? (error.details.fields ?? []) : []
  return Object.fromEntries(
    fields.filter(({ field }) => field.startsWith(`${part}.`)).map(({ field, reason }) => [field.slice(part.length + 1), reason]),
  )
}

const isAtFields = (error: unknown): boolean =>
  isApiError(error) && (error.details.fields ?? []).some(({ field }) => /^(?:config|credentials|network)\./.test(field))

/** What stands in the form, and what is sent of it. NB: kept nowhere: it has secrets in it. */
function useConnectionForm({ integration, connection }: Pick<ConnectionFormProps, 'integration' | 'connection'>) {
  const config = fieldsOf(integration.config)
  const credentials = fieldsOf(integration.credentials)
  const [name, setName] = useState(connection?.name ?? '')
  const [values, setValues] = useState(() => ({
    ...valuesOf(config, connection?.config ?? {}),
    ...valuesOf(credentials, {}),
  }))
  const network = useNetworkForm(integration, connection)
  return {
    config,
    credentials,
    name,
    setName,
    values,
    set: (field: string, value: string) => setValues((before) => ({ ...before, [field]: value })),
    fill: (filled: Readonly<Record<string, unknown>>) =>
      setValues((before) => ({ ...before, ...valuesOf(config, { ...before, ...filled }) })),
    network,
    body: {
      ...(name.trim() === '' ? {} : { name }),
      ...(connection === undefined ? {} : { id: connection.id }),
      config: bodyOf(config, values),
      credentials: bodyOf(credentials, values),
      network: network.body,
    },
  }
}

/** Settings and credentials of a connection, saved and tested by one button. */
export function ConnectionForm({ integration, connection, onSaved }: ConnectionFormProps) {
  const { t } = useTranslation('integrations')
  const words = useConnectorWords(integration.type)
  const form = useConnectionForm({ integration, ...(connection === undefined ? {} : { connection }) })
  const save = useMutation(connectMutation(useApi(), integration.type))
  const submit = (): void => save.mutate(form.body, { onSuccess: (answer) => onSaved(answer.connection, answer.test) })
  const failed = save.data?.test.isOk === false && save.data.test.failure?.kind !== 'no_grant' ? save.data.test : undefined
  const common = { values: form.values, onChange: form.set, words }
  return (
    <form
      className="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {save.error === null || isAtFields(save.error) ? null : <ErrorLine error={save.error} />}
      <Presets integration={integration} onChoose={form.fill} />
      <TextInput
        label={t('form.name')}
        description={t('form.nameHelp')}
        placeholder={integration.name}
        value={form.name}
        onChange={(event) => form.setName(event.currentTarget.value)}
      />
      <SchemaFields fields={form.config} {...common} errors={errorsOf(save.error, 'config')} />
      <SchemaFields
        fields={form.credentials}
        {...common}
        errors={errorsOf(save.error, 'credentials')}
        {...(connection === undefined ? {} : { saved: connection.credentials })}
      />
      <NetworkFields
        form={form.network}
        hasBaseUrl={integration.hasBaseUrl && !form.config.some(({ name: field }) => field === 'base_url')}
        errors={errorsOf(save.error, 'network')}
      />
      {failed === undefined ? null : <TestSteps result={failed} protocol={integration.protocol} />}
      <div className="form-actions">
        <Button type="submit" variant="filled" loading={save.isPending}>
          {t(connection === undefined ? 'connect' : 'form.saveAndTest')}
        </Button>
      </div>
    </form>
  )
}

function Presets({
  integration,
  onChoose,
}: {
  readonly integration: Integration
  readonly onChoose: (config: Record<string, unknown>) => void
}) {
  const { t } = useTranslation('integrations')
  if (integration.presets.length === 0) return null
  return (
    <Select
      label={t('form.preset')}
      description={t('form.presetHelp')}
      data={integration.presets.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(id) => onChoose(integration.presets.find((preset) => preset.id === id)?.config ?? {})}
      searchable
      clearable
    />
  )
}
