/** Keeps the newest stamp of each row until they are written together, so that no request pays a transaction for its "last used". */
export interface StampBuffer<Stamp> {
  readonly put: (id: number, stamp: Stamp) => void
  /** A stamp that is not written yet. */
  readonly get: (id: number) => Stamp | undefined
  /** Writes what waits; at close, so that nothing is lost. */
  readonly flush: () => Promise<void>
}

export function createStampBuffer<Stamp>(options: {
  flushAfterMs: number
  write: (stamps: ReadonlyMap<number, Stamp>) => Promise<void>
  /** A failed write drops its stamps: the next use brings newer ones. */
  onError: (error: unknown) => void
}): StampBuffer<Stamp> {
  let waiting = new Map<number, Stamp>()
  let timer: NodeJS.Timeout | undefined

  async function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    if (waiting.size === 0) return
    const stamps = waiting
    waiting = new Map()
    await options.write(stamps).catch(options.onError)
  }

  return {
    put: (id, stamp) => {
      waiting.set(id, stamp)
      timer ??= setTimeout(() => void flush(), options.flushAfterMs).unref()
    },
    get: (id) => waiting.get(id),
    flush,
  }
}
