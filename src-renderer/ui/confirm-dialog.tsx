import { Button, Modal, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import './secret-reveal.css'
import { ErrorLine } from './states.tsx'
import { useFocusBack } from './use-focus-back.ts'

interface ConfirmDialogProps {
  readonly isOpen: boolean
  /** A question or an order: "Revoke key “MES gateway”". */
  readonly title: string
  /** The consequence with numbers: "3 systems used this key today." */
  readonly children: ReactNode
  /** The verb on the button: "Revoke key". */
  readonly confirmLabel: string
  /** "Cancel" unless given; for an action that is itself a cancellation: "Keep invoice". */
  readonly dismissLabel?: string
  readonly onConfirm: () => void
  readonly onClose: () => void
  /** Only for what cannot be undone: the name that has to be typed. */
  readonly nameToType?: string | undefined
  readonly isPending?: boolean
  readonly error?: unknown
  /** Red button, the default. */
  readonly isDestructive?: boolean
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <Modal opened={props.isOpen} onClose={props.onClose} title={props.title} withCloseButton={false}>
      <ConfirmBody {...props} />
    </Modal>
  )
}

function ConfirmBody({
  children,
  confirmLabel,
  dismissLabel,
  onConfirm,
  onClose,
  nameToType,
  isPending = false,
  error,
  isDestructive = true,
}: ConfirmDialogProps) {
  const { t } = useTranslation('ui')
  useFocusBack()
  const [typed, setTyped] = useState('')
  const isAllowed = nameToType === undefined || typed.trim() === nameToType
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (isAllowed) onConfirm()
      }}
    >
      <div>{children}</div>
      {nameToType === undefined ? null : (
        <TextInput
          mt={12}
          label={t('confirm.typeName', { name: nameToType })}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          data-autofocus
        />
      )}
      {error === undefined || error === null ? null : <ErrorLine error={error} />}
      <div className="dialog-actions">
        <Button onClick={onClose}>{dismissLabel ?? t('confirm.cancel')}</Button>
        <Button type="submit" variant="filled" {...(isDestructive ? { color: 'red' } : {})} disabled={!isAllowed} loading={isPending}>
          {confirmLabel}
        </Button>
      </div>
    </form>
  )
}

interface NoticeDialogProps {
  readonly title: string
  readonly children: ReactNode
  readonly onClose: () => void
}

/** Says why something cannot be done now; there is nothing to confirm. */
export function NoticeDialog({ title, children, onClose }: NoticeDialogProps) {
  const { t } = useTranslation('ui')
  useFocusBack()
  return (
    <Modal opened onClose={onClose} title={title} withCloseButton={false}>
      {children}
      <div className="dialog-actions">
        <Button variant="filled" onClick={onClose}>
          {t('confirm.close')}
        </Button>
      </div>
    </Modal>
  )
}
