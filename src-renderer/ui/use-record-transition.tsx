import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { keyOf, missingFor, openTransitions, type RecordBase } from '../lib/record-type.ts'
import { useApi } from '../lib/services.tsx'
import { notify } from './notify.tsx'
import { statusTone } from './record-status.tsx'
import type { RecordView } from './record-view.ts'
import { type AskedMove, type MoveAnswers, TransitionDialog } from './transition-dialog.tsx'
import { useSayError } from './use-say-error.ts'

interface RecordTransition<Item> {
  /** Moves at once, or asks first for the reason or for what the new status needs. */
  readonly move: (record: Item, to: string) => void
  /** "Start" of planned -> in_progress. */
  readonly labelOf: (record: Item, to: string) => string
  readonly isMoving: boolean
  /** Draw it once in the page. */
  readonly dialog: ReactNode
}

/** Status changes of a type, with their words, what they ask for, and the way back. */
export function useRecordTransition<Item extends RecordBase>(view: RecordView<Item>): RecordTransition<Item> {
  const { t: tType, i18n } = useTranslation(view.type.plural)
  const sayError = useSayError()
  const [asked, setAsked] = useState<AskedMove<Item> | undefined>(undefined)
  const { go, isMoving } = useMove(view)
  const labelOf = (record: Item, to: string): string => tType([`transitionFrom.${record.status}.${to}`, `transition.${to}`])
  const move = (record: Item, to: string): void => {
    const needed = missingFor(view.type, record, to)
    // The reason is asked for where the type has words for it.
    const asksReason = i18n.exists(`${view.type.plural}:reason.${to}`)
    if (asksReason || needed.length > 0) setAsked({ record, to, needed, asksReason })
    else void go(record, to).catch(sayError)
  }
  const dialog =
    asked === undefined ? null : (
      <TransitionDialog
        key={`${asked.record.id}.${asked.to}`}
        view={view}
        asked={asked}
        label={labelOf(asked.record, asked.to)}
        onMove={async (answers) => {
          await go(asked.record, asked.to, answers)
          setAsked(undefined)
        }}
        onClose={() => setAsked(undefined)}
      />
    )
  return { move, labelOf, isMoving, dialog }
}

function useMove<Item extends RecordBase>(view: RecordView<Item>) {
  const { t: tType } = useTranslation(view.type.plural)
  const { t } = useTranslation('records')
  const sayError = useSayError()
  const change = useMutation(view.queries.transition(useApi()))
  const back = (moved: Item, previous: string): void =>
    // With its version: what somebody did since then is not undone along with it.
    change.mutate({ id: moved.id, to: previous, version: moved.version }, { onError: sayError })
  const go = async (record: Item, to: string, answers: MoveAnswers = { note: null, fields: {} }): Promise<void> => {
    const moved = await change.mutateAsync({ id: record.id, to, ...answers })
    const previous = record.status ?? ''
    const message = t('moved', { key: keyOf(view.type, moved), status: tType(`status.${to}`) })
    const action = { label: t('undo'), onClick: () => back(moved, previous) }
    notify({ message, tone: statusTone(to), ...(openTransitions(view.type, moved).includes(previous) ? { action } : {}) })
  }
  return { go, isMoving: change.isPending }
}
