import { Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { keyOf, openTransitions, type RecordBase } from '../lib/record-type.ts'
import { useApi } from '../lib/services.tsx'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { notify } from './notify.tsx'
import { statusTone } from './record-status.tsx'
import type { RecordView } from './record-view.ts'
import { useSayError } from './use-say-error.ts'

interface Move<Item> {
  readonly record: Item
  readonly to: string
}

interface RecordTransition<Item> {
  /** Moves at once, or asks for the reason first. */
  readonly move: (record: Item, to: string) => void
  /** "Start" of planned -> in_progress. */
  readonly labelOf: (record: Item, to: string) => string
  readonly isMoving: boolean
  /** Draw it once in the page. */
  readonly dialog: ReactNode
}

/** Status changes of a type, with their words, their reason, and the way back. */
export function useRecordTransition<Item extends RecordBase>(view: RecordView<Item>): RecordTransition<Item> {
  const { t } = useTranslation('records')
  const { t: tType } = useTranslation(view.type.plural)
  const asksReason = useAsksReason(view)
  const [asked, setAsked] = useState<Move<Item> | undefined>(undefined)
  const { go, isMoving, error, reset } = useMove(view, () => setAsked(undefined))
  const labelOf = (record: Item, to: string): string => tType([`transitionFrom.${record.status}.${to}`, `transition.${to}`])
  const move = (record: Item, to: string): void => {
    reset()
    if (asksReason(to)) setAsked({ record, to })
    else go({ record, to })
  }
  const dialog = (
    <ReasonDialog
      key={asked === undefined ? '' : `${asked.record.id}.${asked.to}`}
      isOpen={asked !== undefined}
      title={asked === undefined ? '' : t('reasonTitle', { action: labelOf(asked.record, asked.to), key: keyOf(view.type, asked.record) })}
      help={asked === undefined ? '' : tType(`reason.${asked.to}`)}
      label={asked === undefined ? '' : labelOf(asked.record, asked.to)}
      isPending={isMoving}
      error={error}
      onConfirm={(note) => asked !== undefined && go({ ...asked, note })}
      onClose={() => setAsked(undefined)}
    />
  )
  return { move, labelOf, isMoving, dialog }
}

/** The reason is asked for where the type has words for it: `reason.<status>`. */
function useAsksReason<Item extends RecordBase>({ type }: RecordView<Item>): (status: string) => boolean {
  const { i18n } = useTranslation()
  return (status) => i18n.exists(`${type.plural}:reason.${status}`)
}

function useMove<Item extends RecordBase>(view: RecordView<Item>, onDone: () => void) {
  const { t: tType } = useTranslation(view.type.plural)
  const { t } = useTranslation('records')
  const sayError = useSayError()
  const asksReason = useAsksReason(view)
  const change = useMutation(view.queries.transition(useApi()))
  const back = (moved: Item, previous: string): void =>
    // With its version: what somebody did since then is not undone along with it.
    change.mutate({ id: moved.id, to: previous, version: moved.version }, { onError: sayError })
  const go = ({ record, to, note = null }: Move<Item> & { readonly note?: string | null }): void =>
    change.mutate(
      { id: record.id, to, note },
      {
        onSuccess: (moved) => {
          onDone()
          const previous = record.status ?? ''
          const message = t('moved', { key: keyOf(view.type, moved), status: tType(`status.${to}`) })
          const action = { label: t('undo'), onClick: () => back(moved, previous) }
          notify({ message, tone: statusTone(to), ...(openTransitions(view.type, moved).includes(previous) ? { action } : {}) })
        },
        onError: (error) => {
          if (!asksReason(to)) sayError(error)
        },
      },
    )
  return { go, isMoving: change.isPending, error: change.error, reset: change.reset }
}

interface ReasonDialogProps {
  readonly isOpen: boolean
  readonly title: string
  readonly help: string
  readonly label: string
  readonly isPending: boolean
  readonly error: unknown
  readonly onConfirm: (note: string | null) => void
  readonly onClose: () => void
}

const maxReasonLength = 500

function ReasonDialog({ help, label, onConfirm, ...dialog }: ReasonDialogProps) {
  const { t } = useTranslation('records')
  const [note, setNote] = useState('')
  return (
    <ConfirmDialog
      {...dialog}
      confirmLabel={label}
      isDestructive={false}
      onConfirm={() => onConfirm(note.trim() === '' ? null : note.trim())}
    >
      <Textarea
        label={t('reason')}
        description={help}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        maxLength={maxReasonLength}
        autosize
        minRows={2}
        data-autofocus
      />
    </ConfirmDialog>
  )
}
