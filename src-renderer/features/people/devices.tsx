import { Button, Tooltip } from '@mantine/core'
import { IconDevices, IconLogout } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Device } from '../../../src-main/features/people/people.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-columns.ts'
import { Section } from '../../ui/page.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Code, DateTime } from '../../ui/values.tsx'
import { deviceName } from './device-name.ts'
import { devicesQuery, signOutMutation } from './people.queries.ts'

/** Where one is signed in, and the way out of all of it. */
export function Devices() {
  const { t } = useTranslation('people')
  const devices = useQuery(devicesQuery(useApi()))
  return (
    <Section title={t('account.devices')} flush actions={<SignOutEverywhere count={devices.data?.data.length ?? 0} />}>
      <DataTable
        name="devices"
        label={t('account.devices')}
        columns={useDeviceColumns()}
        rows={devices.data?.data}
        rowId={(device) => String(device.id)}
        error={devices.error}
        onRetry={() => void devices.refetch()}
        empty={<EmptyState icon={IconDevices} title={t('account.noDevices')} description={t('account.description')} />}
      />
    </Section>
  )
}

function useDeviceColumns(): readonly DataColumn<Device>[] {
  const { t } = useTranslation('people')
  return useMemo(
    () => [
      {
        id: 'browser',
        header: t('device.browser'),
        grow: true,
        width: 220,
        hideable: false,
        cell: ({ userAgent }) => (
          <Tooltip label={userAgent} multiline maw={420}>
            <span>{deviceName(userAgent)}</span>
          </Tooltip>
        ),
      },
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
}

function SignOutEverywhere({ count }: { readonly count: number }) {
  const { t } = useTranslation('people')
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const signOut = useMutation({
    ...signOutMutation(useApi()),
    onSuccess: async () => {
      await navigate({ to: '/login', search: {} })
      queryClient.clear()
    },
  })
  return (
    <>
      <Button size="compact-sm" leftSection={<IconLogout size={15} stroke={1.6} />} onClick={() => setAsking(true)}>
        {t('account.signOutEverywhere')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('account.signOutEverywhere')}
        confirmLabel={t('account.signOutEverywhere')}
        onConfirm={() => signOut.mutate(true)}
        onClose={() => setAsking(false)}
        isPending={signOut.isPending}
        error={signOut.error}
      >
        <p>{t('account.signOutConsequence', { count })}</p>
      </ConfirmDialog>
    </>
  )
}
