import { Button, Menu, Modal } from '@mantine/core'
import { IconDots, IconPlugConnected } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../lib/services.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { notify } from '../../ui/notify.tsx'
import { ErrorLine } from '../../ui/states.tsx'
import { useCan } from '../people/people.queries.ts'
import { ActionDialog } from './action-dialog.tsx'
import {
  type Connection,
  changeMutation,
  disconnectMutation,
  type Integration,
  signOutMutation,
  testMutation,
} from './integrations.queries.ts'
import { SignInButton } from './sign-in-button.tsx'
import { TestSteps } from './test-steps.tsx'

interface ActionsProps {
  readonly connection: Connection
  readonly integration: Integration
}

/** What can be done with a connection. */
export function ConnectionActions({ connection, integration }: ActionsProps) {
  const can = useCan()
  if (!can('integrations:write')) return null
  const { oauth } = integration
  return (
    <>
      <MoreMenu connection={connection} integration={integration} />
      {connection.status === 'INACTIVE' ? null : <ActionDialog connection={connection} integration={integration} />}
      <TestButton connection={connection} integration={integration} />
      {oauth === null ? null : <SignInButton connection={connection} provider={oauth.provider} />}
    </>
  )
}

function TestButton({ connection, integration }: ActionsProps) {
  const { t } = useTranslation('integrations')
  const test = useMutation(testMutation(useApi(), connection))
  return (
    <>
      <Button leftSection={<IconPlugConnected size={16} stroke={1.6} />} onClick={() => test.mutate()} loading={test.isPending}>
        {t('test.action')}
      </Button>
      <Modal
        opened={test.data !== undefined || test.error !== null}
        onClose={test.reset}
        title={t('test.title')}
        closeButtonProps={{ 'aria-label': t('ui:panel.close') }}
      >
        {test.error === null ? null : <ErrorLine error={test.error} />}
        {test.data === undefined ? null : <TestSteps result={test.data} protocol={integration.protocol} />}
      </Modal>
    </>
  )
}

function MoreMenu({ connection, integration }: ActionsProps) {
  const { t } = useTranslation('integrations')
  const api = useApi()
  const [isAsking, setAsking] = useState(false)
  const change = useMutation(changeMutation(api, connection.id))
  const signOut = useMutation(signOutMutation(api, integration.oauth?.provider ?? ''))
  const isOff = connection.status === 'INACTIVE'
  const error = change.error ?? signOut.error
  return (
    <>
      {error === null ? null : <ErrorLine error={error} />}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button aria-label={t('more')}>
            <IconDots size={16} stroke={1.6} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {connection.isDefault ? null : <Menu.Item onClick={() => change.mutate({ isDefault: true })}>{t('makeDefault')}</Menu.Item>}
          {integration.oauth !== null && connection.grant === null ? null : (
            <Menu.Item onClick={() => change.mutate({ isActive: isOff })}>{t(isOff ? 'putIntoUse' : 'takeOutOfUse')}</Menu.Item>
          )}
          {integration.oauth === null || connection.grant === null ? null : (
            <Menu.Item onClick={() => signOut.mutate(connection.id)}>{t('signOut')}</Menu.Item>
          )}
          <Menu.Item c="red" onClick={() => setAsking(true)}>
            {t('disconnect.action')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isAsking ? <DisconnectDialog connection={connection} onClose={() => setAsking(false)} /> : null}
    </>
  )
}

function DisconnectDialog({ connection, onClose }: { readonly connection: Connection; readonly onClose: () => void }) {
  const { t } = useTranslation('integrations')
  const navigate = useNavigate()
  const disconnect = useMutation(disconnectMutation(useApi(), connection))
  const confirm = (): void =>
    disconnect.mutate(undefined, {
      onSuccess: () => {
        notify({ message: t('disconnect.done', { name: connection.name }) })
        void navigate({ to: '/settings/integrations' })
      },
    })
  return (
    <ConfirmDialog
      isOpen
      title={t('disconnect.title', { name: connection.name })}
      confirmLabel={t('disconnect.action')}
      onConfirm={confirm}
      onClose={onClose}
      isPending={disconnect.isPending}
      error={disconnect.error}
    >
      <p>{t('disconnect.what')}</p>
    </ConfirmDialog>
  )
}
