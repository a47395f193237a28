import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { openTransitions, type RecordBase } from '../lib/record-type.ts'
import { statusIcon } from './record-status.tsx'
import type { RecordView } from './record-view.ts'
import { useRecordTransition } from './use-record-transition.tsx'

interface RecordActionsProps<Item extends RecordBase> {
  readonly view: RecordView<Item>
  readonly record: Item
  readonly canWrite: boolean
  /** What else the type does, after the changes of status. */
  readonly children?: ReactNode
}

/** The buttons of one record: where its status may go. */
export function RecordActions<Item extends RecordBase>({ view, record, canWrite, children }: RecordActionsProps<Item>) {
  const { move, labelOf, isMoving, dialog } = useRecordTransition(view)
  const next = canWrite ? openTransitions(view.type, record) : []
  return (
    <div className="record-actions">
      {next.map((to) => {
        const Shape = statusIcon(to)
        return (
          <Button key={to} leftSection={<Shape size={15} stroke={1.7} />} disabled={isMoving} onClick={() => move(record, to)}>
            {labelOf(record, to)}
          </Button>
        )
      })}
      {children}
      {dialog}
    </div>
  )
}
