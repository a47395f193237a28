import { PasswordInput } from '@mantine/core'
import { IconDevices } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type Device, minPasswordLength } from '../../../src-main/features/people/people.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-columns.ts'
import { Form } from '../../ui/form.tsx'
import { notify } from '../../ui/notify.tsx'
import { Page, PageHeader, Section } from '../../ui/page.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { useServerForm } from '../../ui/use-server-form.ts'
import { Code, DateTime } from '../../ui/values.tsx'
import { changePasswordMutation, devicesQuery } from './people.queries.ts'

/** The person's own password, and where they are signed in. */
export function PasswordPage() {
  const { t } = useTranslation('people')
  return (
    <Page>
      <PageHeader title={t('account.title')} description={t('account.description')} />
      <Section title={t('account.change')}>
        <PasswordForm />
      </Section>
      <Section title={t('account.devices')} flush>
        <Devices />
      </Section>
    </Page>
  )
}

function PasswordForm() {
  const { t } = useTranslation('people')
  const change = useMutation(changePasswordMutation(useApi()))
  const serverForm = useServerForm({
    initialValues: { currentPassword: '', newPassword: '', repeated: '' },
    validate: {
      currentPassword: (value) => (value === '' ? t('required') : null),
      newPassword: (value) => (value.length < minPasswordLength ? t('passwordHelp', { count: minPasswordLength }) : null),
      repeated: (value, values) => (value === values.newPassword ? null : t('account.notTheSame')),
    },
    onSubmit: async ({ currentPassword, newPassword }) => {
      await change.mutateAsync({ currentPassword, newPassword })
      serverForm.form.reset()
      notify({ message: t('account.changed') })
    },
  })
  const { form } = serverForm
  return (
    <Form serverForm={serverForm} submitLabel={t('account.change')}>
      <PasswordInput label={t('account.current')} autoComplete="current-password" {...form.getInputProps('currentPassword')} />
      <PasswordInput
        label={t('account.new')}
        description={t('passwordHelp', { count: minPasswordLength })}
        autoComplete="new-password"
        {...form.getInputProps('newPassword')}
      />
      <PasswordInput label={t('account.repeat')} autoComplete="new-password" {...form.getInputProps('repeated')} />
    </Form>
  )
}

function Devices() {
  const { t } = useTranslation('people')
  const devices = useQuery(devicesQuery(useApi()))
  const columns = useMemo<readonly DataColumn<Device>[]>(
    () => [
      { id: 'browser', header: t('device.browser'), grow: true, width: 260, hideable: false, cell: (device) => device.userAgent },
      { id: 'address', header: t('device.address'), cell: (device) => <Code>{device.address}</Code> },
      { id: 'createdAt', header: t('device.signedIn'), cell: (device) => <DateTime time={device.createdAt} /> },
      {
        id: 'lastSeenAt',
        header: t('device.lastSeen'),
        width: 160,
        cell: (device) =>
          device.isCurrent ? <StatusBadge tone="done" label={t('device.current')} /> : <DateTime time={device.lastSeenAt} />,
      },
    ],
    [t],
  )
  return (
    <DataTable
      name="devices"
      label={t('account.devices')}
      columns={columns}
      rows={devices.data?.data}
      rowId={(device) => String(device.id)}
      error={devices.error}
      onRetry={() => void devices.refetch()}
      empty={<EmptyState icon={IconDevices} title={t('account.noDevices')} description={t('account.description')} />}
    />
  )
}
