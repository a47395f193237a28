/**
 * Tells consumers that a commit may have added events. It carries none: each consumer reads the log from its own cursor, so a
 * lost wake-up costs time, never an event.
 */
export interface EventBus {
  readonly wake: () => void
  readonly onWake: (listener: () => void) => () => void
}

export function createEventBus(): EventBus {
  const listeners = new Set<() => void>()
  return {
    wake: () => {
      for (const listener of listeners) listener()
    },
    onWake: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
