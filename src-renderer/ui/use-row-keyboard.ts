import type { Virtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'

interface RowKeyboardOptions {
  readonly rowCount: number
  readonly virtualizer: Virtualizer<HTMLDivElement, Element>
  readonly container: RefObject<HTMLDivElement | null>
  /** Index of the row whose details are open, -1 while the list does not have it; undefined when none are open. */
  readonly activeIndex: number | undefined
  readonly onEnter: (index: number) => void
}

/** Where a key leads from a row; undefined for a key that does not move. */
function nextIndex(key: string, index: number, rowCount: number, pageSize: number): number | undefined {
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: index + 1,
    ArrowUp: index - 1,
    PageDown: index + pageSize,
    PageUp: index - pageSize,
    Home: 0,
    End: rowCount - 1,
  }
  const target = moves[key]
  return target === undefined ? undefined : Math.max(0, Math.min(rowCount - 1, target))
}

/** Arrows, Page, Home and End move between rows, Enter opens one; closing the details brings the focus back to their row. */
export function useRowKeyboard({ rowCount, virtualizer, container, activeIndex, onEnter }: RowKeyboardOptions) {
  const [focusIndex, setFocusIndex] = useState(0)
  const wanted = useRef<number | undefined>(undefined)
  const lastActive = useRef(activeIndex)

  const focusRow = (index: number): void => {
    wanted.current = index
    setFocusIndex(index)
    virtualizer.scrollToIndex(index)
  }

  useEffect(() => {
    const left = lastActive.current ?? -1
    // NB: a row that a filter takes out of the list leaves its details open: whoever types the filter keeps the focus.
    if (activeIndex === undefined && left >= 0) wanted.current = left
    lastActive.current = activeIndex
  }, [activeIndex])

  // After every render: a row that was just scrolled to exists only now.
  useEffect(() => {
    if (wanted.current === undefined) return
    const row = container.current?.querySelector<HTMLElement>(`tr[data-index="${wanted.current}"]`)
    if (row === null || row === undefined) return
    wanted.current = undefined
    row.focus({ preventScroll: true })
  })

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const row = (event.target as HTMLElement).closest<HTMLElement>('tr[data-index]') // a DOM event's target is an element
    if (row === null || event.target !== row) return
    const index = Number(row.dataset['index'])
    const pageSize = Math.max(1, Math.floor((container.current?.clientHeight ?? 0) / 36) - 2)
    const target = nextIndex(event.key, index, rowCount, pageSize)
    if (target === undefined && event.key !== 'Enter') return
    event.preventDefault()
    if (target === undefined) onEnter(index)
    else focusRow(target)
  }
  return { focusIndex, onKeyDown }
}
