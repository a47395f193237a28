/** The types of events of one kind of record. */
export interface EventGroup {
  /** `job` */
  readonly name: string
  readonly events: readonly string[]
}

export const everything = '*'

const wildcard = (group: string): string => `${group}.*`

/** Groups in the order of the catalog. */
export function groupsOf(types: ReadonlyArray<{ readonly event: string }>): EventGroup[] {
  const groups = new Map<string, string[]>()
  for (const { event } of types) {
    const name = event.slice(0, event.indexOf('.'))
    groups.set(name, [...(groups.get(name) ?? []), event])
  }
  return [...groups].map(([name, events]) => ({ name, events }))
}

export const hasGroup = (chosen: readonly string[], group: EventGroup): boolean =>
  chosen.includes(everything) || chosen.includes(wildcard(group.name))

export const hasEvent = (chosen: readonly string[], group: EventGroup, event: string): boolean =>
  hasGroup(chosen, group) || chosen.includes(event)

/** Whether some of a group is chosen, but not the group. */
export const hasPart = (chosen: readonly string[], group: EventGroup): boolean =>
  !hasGroup(chosen, group) && group.events.some((event) => chosen.includes(event))

/** Everything stands for all groups; leaving it starts from nothing. */
export const withEverything = (isOn: boolean): readonly string[] => (isOn ? [everything] : [])

/** A group stands for its events, those of later versions too. */
export function withGroup(chosen: readonly string[], group: EventGroup, isOn: boolean): readonly string[] {
  const others = chosen.filter((pattern) => pattern !== wildcard(group.name) && !group.events.includes(pattern))
  return isOn ? [...others, wildcard(group.name)] : others
}

export const withEvent = (chosen: readonly string[], event: string, isOn: boolean): readonly string[] => {
  const others = chosen.filter((pattern) => pattern !== event)
  return isOn ? [...others, event] : others
}
