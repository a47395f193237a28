import { useLayoutEffect } from 'react'

/** Gives the focus back to where it was when a dialog opened, however the dialog goes: call it in what is mounted only while the dialog is open. */
export function useFocusBack(): void {
  useLayoutEffect(() => {
    const origin = originOf(document.activeElement)
    return () => {
      // After the dialog has gone; who has taken the focus meanwhile keeps it.
      setTimeout(() => {
        if (document.activeElement === document.body) origin?.focus()
      })
    }
  }, [])
}

/** An entry of a menu goes with its menu; then it is the button that opened it. */
function originOf(active: Element | null): HTMLElement | undefined {
  const button = active?.closest('[role="menu"]')?.getAttribute('aria-labelledby')
  const origin = button == null ? active : document.getElementById(button)
  return origin instanceof HTMLElement ? origin : undefined
}
