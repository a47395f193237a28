import { ActionIcon, Menu, Modal, Select } from '@mantine/core'
import { type Icon, IconDots, IconHistory, IconPencil, IconRefresh, IconTrash } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../lib/services.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { notify } from '../../ui/notify.tsx'
import { SecretReveal } from '../../ui/secret-reveal.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { ConsumerForm } from './consumer-form.tsx'
import { deleteConsumerMutation, type EventConsumer, rotateConsumerMutation, updateConsumerMutation } from './event-consumers.queries.ts'
import { FetchAgain } from './fetch-again.tsx'

/** What can be done with a system that fetches its events. */
const dialogs = ['edit', 'rewind', 'rotate', 'delete'] as const
type Dialog = (typeof dialogs)[number]

const icons: Readonly<Record<Dialog, Icon>> = { edit: IconPencil, rewind: IconHistory, rotate: IconRefresh, delete: IconTrash }

interface DialogProps {
  readonly consumer: EventConsumer
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** The menu of a consumer, with its dialogs. */
export function ConsumerActions({ consumer }: { readonly consumer: EventConsumer }) {
  const { t } = useTranslation('webhooks')
  const [open, setOpen] = useState<Dialog>()
  const dialog = (one: Dialog): DialogProps => ({ consumer, isOpen: open === one, onClose: () => setOpen(undefined) })
  const labels = {
    edit: t('consumers.edit'),
    rewind: t('consumers.rewindAction'),
    rotate: t('rotate.action'),
    delete: t('consumers.delete'),
  }
  return (
    <>
      <Menu>
        <Menu.Target>
          <ActionIcon aria-label={t('consumers.actionsOf', { name: consumer.name })}>
            <IconDots size={16} stroke={1.6} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {dialogs.map((one) => (
            <MenuItem key={one} icon={icons[one]} label={labels[one]} isDestructive={one === 'delete'} onClick={() => setOpen(one)} />
          ))}
        </Menu.Dropdown>
      </Menu>
      <EditConsumer {...dialog('edit')} />
      <FetchAgain name={consumer.name} {...dialog('rewind')} />
      <RotateConsumer {...dialog('rotate')} />
      <DeleteConsumer {...dialog('delete')} />
    </>
  )
}

interface MenuItemProps {
  readonly icon: Icon
  readonly label: string
  readonly isDestructive: boolean
  readonly onClick: () => void
}

const MenuItem = ({ icon: Shape, label, isDestructive, onClick }: MenuItemProps) => (
  <Menu.Item {...(isDestructive ? { 'data-danger': true } : {})} leftSection={<Shape size={15} stroke={1.6} />} onClick={onClick}>
    {label}
  </Menu.Item>
)

function EditConsumer({ consumer: { name, events, filter }, isOpen, onClose }: DialogProps) {
  const { t } = useTranslation('webhooks')
  const { mutateAsync } = useMutation(updateConsumerMutation(useApi(), name))
  return (
    <Modal opened={isOpen} onClose={onClose} title={t('consumers.editTitle', { name })} size="lg" withCloseButton={false}>
      <p>{t('consumers.editWhat')}</p>
      <ConsumerForm
        isNew={false}
        initialValues={{ name, events, filter: filter ?? '' }}
        submitLabel={t('save')}
        onSubmit={async (values) => {
          await mutateAsync({ events: values.events, filter: values.filter })
          onClose()
          notify({ message: t('consumers.saved', { name }) })
        }}
        onCancel={onClose}
      />
    </Modal>
  )
}

/** Choices of how long both secrets sign, hours. */
const overlaps = ['0', '1', '24', '168'] as const

function RotateConsumer({ consumer: { name }, isOpen, onClose }: DialogProps) {
  const { t } = useTranslation('webhooks')
  const [overlap, setOverlap] = useState('24')
  const rotate = useMutation(rotateConsumerMutation(useApi(), name))
  return (
    <>
      <ConfirmDialog
        isOpen={isOpen}
        title={t('rotate.title', { name })}
        confirmLabel={t('rotate.action')}
        onConfirm={() => rotate.mutate(Number(overlap), { onSuccess: onClose })}
        onClose={onClose}
        isPending={rotate.isPending}
        error={rotate.error}
        isDestructive={overlap === '0'}
      >
        <p>{t('rotate.what')}</p>
        <Select
          label={t('rotate.overlap')}
          value={overlap}
          onChange={(value) => setOverlap(value ?? '24')}
          data={overlaps.map((value) => ({ value, label: t(`rotate.hours.${value}`) }))}
          allowDeselect={false}
        />
      </ConfirmDialog>
      <SecretReveal
        secret={rotate.data?.secret}
        title={t('rotate.done', { name })}
        description={t('consumers.reveal')}
        fileName={`event-consumer-${name}-secret.txt`}
        onSaved={rotate.reset}
      />
    </>
  )
}

function DeleteConsumer({ consumer: { name, behind }, isOpen, onClose }: DialogProps) {
  const { t } = useTranslation('webhooks')
  const format = useFormat()
  const remove = useMutation(deleteConsumerMutation(useApi(), name))
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={t('consumers.deleteTitle', { name })}
      confirmLabel={t('consumers.delete')}
      onConfirm={() => remove.mutate(undefined, { onSuccess: () => notify({ message: t('consumers.deleted', { name }) }) })}
      onClose={onClose}
      isPending={remove.isPending}
      error={remove.error}
    >
      <p>{t('consumers.consequence', { count: behind, number: format.number(behind) })}</p>
    </ConfirmDialog>
  )
}
