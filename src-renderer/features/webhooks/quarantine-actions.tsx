import { Button, Modal, Textarea } from '@mantine/core'
import { IconPencil, IconTrash } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../lib/services.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { notify } from '../../ui/notify.tsx'
import { ErrorLine } from '../../ui/states.tsx'
import { deleteDeliveryMutation, editDeliveryMutation } from './quarantine.queries.ts'
import type { DeliveryDetail } from './webhooks.queries.ts'

interface Props {
  readonly delivery: DeliveryDetail
  readonly onDeleted: () => void
}

/** What a person does with a delivery that was given up, beside sending it again. */
export function QuarantineActions({ delivery, onDeleted }: Props) {
  if (delivery.status !== 'failed') return null
  return (
    <>
      {delivery.isTest || delivery.requestBody === null ? null : <EditButton delivery={delivery} body={delivery.requestBody} />}
      <DeleteButton delivery={delivery} onDeleted={onDeleted} />
    </>
  )
}

function EditButton({ delivery, body }: { readonly delivery: DeliveryDetail; readonly body: string }) {
  const { t } = useTranslation('webhooks')
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button leftSection={<IconPencil size={16} stroke={1.6} />} onClick={() => setOpen(true)}>
        {t('quarantine.edit')}
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={t('quarantine.editTitle')} size="lg">
        <EditForm delivery={delivery} body={body} onClose={() => setOpen(false)} />
      </Modal>
    </>
  )
}

function EditForm({ delivery, body, onClose }: { readonly delivery: DeliveryDetail; readonly body: string; readonly onClose: () => void }) {
  const { t } = useTranslation('webhooks')
  const [text, setText] = useState(() => readable(body))
  const edit = useMutation(editDeliveryMutation(useApi(), delivery))
  const save = (next: string | null): void =>
    edit.mutate(next, {
      onSuccess: () => {
        onClose()
        notify({ message: t(next === null ? 'quarantine.taken' : 'quarantine.edited') })
      },
    })
  return (
    <>
      <Textarea
        label={t('quarantine.body')}
        description={t('quarantine.help')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        autosize
        minRows={8}
        maxRows={20}
        spellCheck={false}
        classNames={{ input: 'mono' }}
      />
      {edit.error === null ? null : <ErrorLine error={edit.error} />}
      <div className="quarantine-buttons">
        {delivery.editedAt === null ? null : (
          <Button variant="subtle" onClick={() => save(null)} loading={edit.isPending}>
            {t('quarantine.takeBack')}
          </Button>
        )}
        <Button variant="filled" onClick={() => save(text)} loading={edit.isPending} disabled={text === ''}>
          {t('quarantine.save')}
        </Button>
      </div>
    </>
  )
}

/** JSON with a line a field; anything else as it is. */
function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body // a template may write anything
  }
}

function DeleteButton({ delivery, onDeleted }: Props) {
  const { t } = useTranslation('webhooks')
  const [isAsking, setAsking] = useState(false)
  const remove = useMutation(deleteDeliveryMutation(useApi(), delivery))
  const confirm = (): void =>
    remove.mutate(undefined, {
      onSuccess: () => {
        notify({ message: t('quarantine.deleted') })
        onDeleted()
      },
    })
  return (
    <>
      <Button leftSection={<IconTrash size={16} stroke={1.6} />} onClick={() => setAsking(true)}>
        {t('quarantine.delete')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('quarantine.deleteTitle')}
        confirmLabel={t('quarantine.delete')}
        onConfirm={confirm}
        onClose={() => setAsking(false)}
        isPending={remove.isPending}
        error={remove.error}
      >
        <p>{t('quarantine.deleteHelp')}</p>
      </ConfirmDialog>
    </>
  )
}
