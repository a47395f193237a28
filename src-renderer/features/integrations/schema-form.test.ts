import { expect, test } from 'vitest'
import { bodyOf, fieldsOf, valuesOf } from './schema-form.ts'

const schema = {
  type: 'object',
  properties: {
    host: { type: 'string' },
    port: { type: 'integer', default: 587 },
    security: { type: 'string', enum: ['tls', 'none'], default: 'tls' },
    user_name: { anyOf: [{ type: 'string' }, { type: 'null' }], default: null },
    password: { anyOf: [{ type: 'string', writeOnly: true }, { type: 'null' }], default: null },
    to: { type: 'array', items: { type: 'string' } },
  },
  required: ['host'],
}
const fields = fieldsOf(schema)

test('the fields of a form follow from the schema', () => {
  expect(fields.map(({ name, kind, isRequired, initial }) => [name, kind, isRequired, initial])).toEqual([
    ['host', 'text', true, ''],
    ['port', 'number', false, '587'],
    ['security', 'choice', false, 'tls'],
    ['user_name', 'text', false, ''],
    ['password', 'secret', false, ''],
    ['to', 'list', false, ''],
  ])
})

test('what is sent has numbers, lists and nulls; a secret that was left empty is not in it', () => {
  const values = { host: 'mail', port: '25', security: 'none', user_name: '', password: '', to: 'a@x.example, b@x.example' }
  expect(bodyOf(fields, values)).toEqual({ host: 'mail', port: 25, security: 'none', user_name: null, to: ['a@x.example', 'b@x.example'] })
})

test('a connection that is there fills its form', () => {
  expect(valuesOf(fields, { host: 'mail', port: 25, user_name: null })).toMatchObject({
    host: 'mail',
    port: '25',
    security: 'tls',
    user_name: '',
  })
})
