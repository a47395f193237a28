const prefix = 'interlock.'

/** What the person left in this browser under a name; undefined when there is nothing, or nothing readable. */
export function readStored<Value>(name: string): Value | undefined {
  try {
    const text = localStorage.getItem(prefix + name)
    return text === null ? undefined : (JSON.parse(text) as Value) // written by writeStored under the same name
  } catch {
    return undefined // storage is off, or was edited by hand
  }
}

export function writeStored(name: string, value: unknown): void {
  try {
    localStorage.setItem(prefix + name, JSON.stringify(value))
  } catch {
    // Storage is off or full: the preference lasts as long as the page.
  }
}

export function forgetStored(name: string): void {
  try {
    localStorage.removeItem(prefix + name)
  } catch {
    // Storage is off: nothing was kept.
  }
}
