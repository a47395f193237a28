import { managementResources, type Resource, recordResources, type Scope } from '../../../src-main/contract/scopes.ts'

/** The wide scopes, or one by one. */
export const scopePresets = ['read', 'write', 'admin', 'custom'] as const
export type ScopePreset = (typeof scopePresets)[number]

export const accessLevels = ['none', 'read', 'write'] as const
export type AccessLevel = (typeof accessLevels)[number]

export type ResourceLevels = Readonly<Record<Resource, AccessLevel>>

export const resources: readonly Resource[] = [...recordResources, ...managementResources]

/** Logs that nobody writes to through the API. */
const readOnly: readonly Resource[] = ['events', 'requests']

export const levelsOf = (resource: Resource): readonly AccessLevel[] =>
  readOnly.includes(resource) ? accessLevels.filter((level) => level !== 'write') : accessLevels

export const noLevels = Object.fromEntries(resources.map((resource) => [resource, 'none'])) as ResourceLevels // every resource is in the list

/** The scopes that a key gets; `write` holds `read`, so one a resource is enough. */
export function scopesOf(preset: ScopePreset, levels: ResourceLevels): Scope[] {
  if (preset !== 'custom') return [preset]
  return resources.flatMap((resource) => {
    const level = levels[resource]
    return level === 'none' ? [] : [`${resource}:${level}` as const]
  })
}

/** A scope in two parts for its label: the wide ones have no resource. */
export function partsOf(scope: Scope): { readonly resource: string | undefined; readonly level: string } {
  const [first = '', level] = scope.split(':')
  return level === undefined ? { resource: undefined, level: first } : { resource: first, level }
}
