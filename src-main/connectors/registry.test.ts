import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { root } from '../../scripts/run-command.ts'
import { snakeCase } from '../contract/wire.ts'
import { messageKinds } from './kit/sending.ts'
import { connectors } from './registry.ts'

const textsOf = (type: string): unknown =>
  JSON.parse(readFileSync(join(root, 'resources', 'locales', 'en', `connector-${type}.json`), 'utf8'))

const textAt = (texts: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((inner, name) => (inner as Record<string, unknown> | undefined)?.[name], texts)

/** The values of a field that holds one of a closed list. */
function choicesOf(schema: unknown): readonly string[] {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodNullable) return choicesOf(schema.def.innerType)
  return schema instanceof z.ZodEnum ? schema.options.map(String) : []
}

describe.each(connectors.map((connector) => [connector.type, connector] as const))('%s', (type, connector) => {
  // The other languages have the keys of English: scripts/check-locales.ts.
  test('has every text that its form asks for, and its mark', () => {
    const fields: [string, unknown][] = Object.entries({ ...connector.config.shape, ...connector.credentials.shape })
    const wanted = [
      'about',
      'guide.1',
      ...fields.flatMap(([name, schema]) => [
        `field.${snakeCase(name)}.label`,
        ...choicesOf(schema).map((choice) => `choice.${snakeCase(name)}.${choice}`),
      ]),
      ...Object.keys(connector.actions).map((name) => `action.${snakeCase(name)}`),
    ]
    expect(wanted.filter((path) => typeof textAt(textsOf(type), path) !== 'string')).toEqual([])
    expect(existsSync(join(root, 'resources', 'logos', `${type}.svg`))).toBe(true)
  })

  test('has a guide to registering with whom people sign in to', () => {
    const provider = connector.oauth?.provider ?? 'any'
    if (provider === 'any') return
    const texts: unknown = JSON.parse(readFileSync(join(root, 'resources', 'locales', 'en', `provider-${provider}.json`), 'utf8'))
    expect([typeof textAt(texts, 'name'), typeof textAt(texts, 'guide.1')]).toEqual(['string', 'string'])
  })

  test('keeps every credential write-only, and shows no config that is one', () => {
    const propertiesOf = (schema: z.ZodType) => JSON.stringify(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }))
    for (const [name, schema] of Object.entries(connector.credentials.shape))
      expect(propertiesOf(schema as z.ZodType), name).toContain('"writeOnly":true')
    expect(propertiesOf(connector.config)).not.toContain('"writeOnly"')
  })

  test('sends each kind of message by the action that all connectors have for it', () => {
    for (const { action, input } of Object.values(messageKinds)) {
      const own = connector.actions[action]
      if (own !== undefined) expect(own.input).toBe(input)
    }
  })
})

test('no two connectors have the same type', () => {
  expect(new Set(connectors.map(({ type }) => type)).size).toBe(connectors.length)
})
