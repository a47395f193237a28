import { managementResources, type Resource, recordResources, type Scope } from '../../src-main/contract/scopes.ts'

/** The wide scopes, or one by one. */
export const scopePresets = ['read', 'write', 'admin', 'custom'] as const
export type ScopePreset = (typeof scopePresets)[number]

export const accessLevels = ['none', 'read', 'write'] as const
export type AccessLevel = (typeof accessLevels)[number]

export type ResourceLevels = Readonly<Record<Resource, AccessLevel>>

export const resources: readonly Resource[] = [...recordResources, ...managementResources]

/** The log that nobody writes to through the API. */
const readOnly: readonly Resource[] = ['events']

export const levelsOf = (resource: Resource): readonly AccessLevel[] =>
  readOnly.includes(resource) ? accessLevels.filter((level) => level !== 'write') : accessLevels

export const noLevels = Object.fromEntries(resources.map((resource) => [resource, 'none'])) as ResourceLevels // every resource is in the list

/** The scopes that a credential gets; `write` holds `read`, so one a resource is enough. */
export function scopesOf(preset: ScopePreset, levels: ResourceLevels): Scope[] {
  if (preset !== 'custom') return [preset]
  return resources.flatMap((resource) => {
    const level = levels[resource]
    return level === 'none' ? [] : [`${resource}:${level}` as const]
  })
}

/** The answer in the form that gives these scopes. */
export function choiceOf(scopes: readonly Scope[]): { readonly preset: ScopePreset; readonly levels: ResourceLevels } {
  const wide = (['admin', 'write', 'read'] as const).find((scope) => scopes.includes(scope))
  if (wide !== undefined && (wide !== 'read' || scopes.length === 1)) return { preset: wide, levels: noLevels }
  const levelOf = (resource: Resource): AccessLevel => {
    if (scopes.includes(`${resource}:write`)) return 'write'
    const isRead = scopes.includes(`${resource}:read`) || (wide === 'read' && recordResources.some((record) => record === resource))
    return isRead ? 'read' : 'none'
  }
  return { preset: 'custom', levels: Object.fromEntries(resources.map((resource) => [resource, levelOf(resource)])) as ResourceLevels } // as above
}
