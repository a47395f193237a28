/** Whether the server answered last time. */
export interface Connection {
  readonly isUp: () => boolean
  readonly report: (isUp: boolean) => void
  readonly subscribe: (listener: () => void) => () => void
}

export function createConnection(): Connection {
  const listeners = new Set<() => void>()
  let current = true
  return {
    isUp: () => current,
    report: (isUp) => {
      if (isUp === current) return
      current = isUp
      for (const listener of listeners) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
