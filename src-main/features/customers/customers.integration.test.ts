import { expect, test } from 'vitest'
import { createTestApp } from '../../app/test-app.ts'

async function createPlant() {
  const app = await createTestApp()
  const key = await app.createKey(['write'])
  const post = (body: object) => app.request('POST', '/api/v1/customers', { key, body: { name: 'Çağrı Şişe', ...body } })
  const patch = (id: number, body: object) => app.request('PATCH', `/api/v1/customers/${id}`, { key, body })
  return { app, key, post, patch }
}

const mistyped = { tax_number: '1234567891', country: 'TR' }

test.each([
  ['a mistyped VKN', mistyped, 'is no valid number: its check digits do not fit'],
  ['a mistyped TCKN', { tax_number: '10000000147', country: 'Türkiye' }, 'is no valid number: its check digits do not fit'],
  ['a mistyped VKN and no country', { tax_number: '1234567891' }, 'is no valid number: its check digits do not fit'],
  ['a number of another length', { tax_number: '12345', country: 'TR' }, 'must be a VKN of 10 digits or a TCKN of 11'],
])('a customer in Türkiye with %s is refused, by one field and in a bulk', async (_, customer, reason) => {
  const { app, key, post } = await createPlant()
  const refused = {
    code: 'invalid_request',
    message: `tax_number: ${reason}`,
    details: { field: 'tax_number', fields: [{ field: 'tax_number', reason }] },
  }
  expect(await post(customer)).toMatchObject({ status: 400, body: refused })
  const bulk = await app.request('POST', '/api/v1/customers/bulk', { key, body: { items: [{ name: 'A', ...customer }, { name: 'B' }] } })
  expect(bulk.body).toMatchObject({ summary: { succeeded: 1, failed: 1 }, data: [{ error: refused }, {}] })
})

test.each([
  ['a VKN', { tax_number: '1234567890', country: 'TR' }],
  ['a TCKN and no country', { tax_number: '10000000146' }],
  ['no number', { country: 'TR' }],
  ['ten digits of Indonesia', { tax_number: '1234567891', country: 'Indonesia' }],
  ['a German VAT number', { tax_number: 'DE245667812', country: 'DE' }],
  ['an NPWP and no country', { tax_number: '01.345.678.9-407' }],
])('a customer with %s is taken', async (_, customer) => {
  const { post } = await createPlant()
  expect(await post(customer)).toMatchObject({ status: 201, body: customer })
})

test('a change is checked where it touches the number or the country, and nowhere else', async () => {
  const { post, patch } = await createPlant()
  const { body } = await post({ tax_number: '1234567891', country: 'Indonesia' })
  expect(await patch(body.id, { country: 'TR', version: 1 })).toMatchObject({ status: 400, body: { details: { field: 'tax_number' } } })
  expect(await patch(body.id, { phone: '+90 262 555 01 07', version: 1 })).toMatchObject({ status: 200 })
  expect(await patch(body.id, { country: 'TR', tax_number: '1234567890', version: 2 })).toMatchObject({ status: 200 })
})
