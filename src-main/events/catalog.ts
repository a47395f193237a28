import { z } from 'zod'
import { actorTypes, type EventDefinition } from '../contract/event-definition.ts'
import type { OwnEvent, StatusRules } from '../contract/record.ts'
import { snakeCase, toWire } from '../contract/wire.ts'
import { wireJsonSchema } from '../contract/wire-schema.ts'

/** The part of a record declaration that its events follow from. */
export interface AnnouncingType {
  readonly name: string
  readonly keyField: string
  readonly keyPrefix: string
  readonly resource: z.ZodType
  readonly status?: StatusRules<string> | undefined
  readonly example: Readonly<Record<string, unknown>>
  /** Events that this type does not have, because it is never changed or deleted. */
  readonly isImmutable?: boolean | undefined
  readonly createdEvent?: string | undefined
  readonly ownEvents?: Readonly<Record<string, OwnEvent>> | undefined
}

const changedBy = { id: 1, type: 'api_key', name: 'MES gateway' }

/** Every event that a record type emits, with the JSON schema and an example of its payload. */
export function eventsOfRecord(type: AnnouncingType): EventDefinition[] {
  const spoken = snakeCase(type.name).replaceAll('_', ' ')
  const one = `${/^[aeiou]/.test(spoken) ? 'an' : 'a'} ${spoken}`
  const names = [
    { name: type.createdEvent ?? 'created', description: `When ${one} is ${type.createdEvent ?? 'created'}` },
    ...(type.isImmutable
      ? []
      : [
          { name: 'updated', description: `When fields of ${one} are changed` },
          { name: 'deleted', description: `When ${one} is deleted` },
        ]),
    ...(type.status === undefined ? [] : [{ name: 'status_changed', description: `When the status of ${one} changes` }]),
    ...Object.entries(type.status?.announced ?? {}).map(([status, name]) => ({
      name: name ?? status,
      description: `When ${one} becomes ${status.replaceAll('_', ' ')}`,
    })),
    ...Object.entries(type.ownEvents ?? {}).map(([name, { description }]) => ({ name, description })),
  ]
  return names.map(({ name, description }) => define(type, name, description))
}

function define(type: AnnouncingType, name: string, description: string): EventDefinition {
  const recordType = snakeCase(type.name)
  const event = `${recordType}.${name}`
  const resource = exampleOf(type)
  const about = name === 'status_changed' ? { previous_status: 'in_progress', new_status: resource['status'] } : {}
  const beside = { ...(name === 'updated' ? { changed_fields: ['notes'] } : {}), ...besideExample(type, name) }
  return {
    event,
    recordType,
    description,
    schema: schemaOf(type, name),
    example: {
      id: 'evt_01KAQ7V3M8W2N5T9Q4R6B1C0XD',
      event,
      created_at: '2026-11-22T08:40:12.123Z',
      data: { [recordType]: { ...resource, ...about }, ...beside, changed_by: changedBy },
    },
  }
}

/** What an event of the type's own carries beside the record. */
const besideOf = (type: AnnouncingType, name: string) => Object.entries(type.ownEvents?.[name]?.beside ?? {})

const besideExample = (type: AnnouncingType, name: string): Record<string, unknown> =>
  Object.fromEntries(besideOf(type, name).map(([part, { schema, example }]) => [snakeCase(part), toWire(schema, example)]))

function exampleOf(type: AnnouncingType): Record<string, unknown> {
  const time = '2026-11-22T08:40:12.123Z'
  const example = { id: 1042, [type.keyField]: `${type.keyPrefix}-1042`, ...type.example, version: 3, createdAt: time, updatedAt: time }
  return toWire(type.resource, example) as Record<string, unknown> // a resource is an object
}

function schemaOf(type: AnnouncingType, name: string): Record<string, unknown> {
  const status = z.string()
  const about = name === 'status_changed' ? { previousStatus: status, newStatus: status } : {}
  const resource = type.resource instanceof z.ZodObject ? type.resource.extend(about) : type.resource
  const data = z.object({
    [type.name]: resource,
    ...(name === 'updated' ? { changedFields: z.array(z.string()) } : {}),
    ...Object.fromEntries(besideOf(type, name).map(([part, { schema }]) => [part, schema])),
    changedBy: z.object({ id: z.int(), type: z.enum(actorTypes), name: z.string() }),
  })
  const components = {}
  const schema = wireJsonSchema(data, 'output', components)
  return Object.keys(components).length === 0 ? schema : { ...schema, components: { schemas: components } }
}
