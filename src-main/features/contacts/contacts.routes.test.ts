import { expect, test } from 'vitest'
import { createTestApp } from '../../app/test-app.ts'
import { events } from '../../events/events.table.ts'

async function createPlant() {
  const app = await createTestApp()
  const key = await app.createKey(['write'])
  await app.request('POST', '/api/v1/customers', { key, body: { name: 'Çağrı Şişe' } })
  const create = (body: object) => app.request('POST', '/api/v1/contacts', { key, body })
  const get = async (path: string) => (await app.request('GET', `/api/v1/contacts${path}`, { key })).body
  const change = (id: number, body: object) => app.request('PATCH', `/api/v1/contacts/${id}`, { key, body })
  return { app, key, create, get, change }
}

test('a contact is known by its whole name and found by it and its tags', async () => {
  const { app, create, get } = await createPlant()
  const { status, body } = await create({ first_name: 'Selin', last_name: 'Aydın', customer_id: 1, tags: ['fuar', 'satın alma', 'fuar'] })
  expect({ status, body }).toMatchObject({
    status: 201,
    body: {
      contact_key: 'CON-1',
      name: 'Selin Aydın',
      customer_name: 'Çağrı Şişe',
      tags: ['fuar', 'satın alma'],
      marketing_consent: false,
    },
  })
  await create({ first_name: 'Budi' })
  const names = (answer: { data: { name: string }[] }) => answer.data.map(({ name }) => name)
  expect(names(await get('?q=aydin satin'))).toEqual(['Selin Aydın'])
  expect(names(await get('?tags=fuar'))).toEqual(['Selin Aydın'])
  expect(names(await get('?tags[has]=satın'))).toEqual([])
  expect(names(await get('?sort=name'))).toEqual(['Budi', 'Selin Aydın'])
  const emitted = app.look('live').select().from(events).all()
  expect(emitted.map(({ event }) => event)).toEqual(['customer.created', 'contact.created', 'contact.created'])
})

test('a consent carries the time at which it was given, and none once it is taken back', async () => {
  const { app, create, change } = await createPlant()
  const given = (await create({ first_name: 'Selin', marketing_consent: true })).body.marketing_consent_at
  expect(given).toBe('2026-11-22T08:00:00.000Z')
  app.advance(60_000)
  expect((await change(1, { version: 1, notes: 'Öğleden sonra' })).body.marketing_consent_at).toBe(given)
  expect((await change(1, { version: 2, marketing_consent: false })).body.marketing_consent_at).toBeNull()
  expect((await change(1, { version: 3, marketing_consent: true })).body.marketing_consent_at).toBe('2026-11-22T08:01:00.000Z')
})

test.each([
  ['a WhatsApp number without its country', { whatsapp_number: '0532 555 01 07' }, 'whatsapp_number'],
  ['a company that there is not', { customer_id: 9 }, 'customer_id'],
  ['a language that nobody writes in', { language: 'fr' }, 'language'],
])('refuses %s', async (_what, fields, field) => {
  const { create } = await createPlant()
  expect(await create({ first_name: 'Selin', ...fields })).toMatchObject({
    status: 400,
    body: { code: 'invalid_request', details: { field } },
  })
})

test('contacts have a scope of their own', async () => {
  const { app, create } = await createPlant()
  await create({ first_name: 'Selin' })
  const reader = await app.createKey(['contacts:read'])
  const other = await app.createKey(['customers:write'])
  expect((await app.request('GET', '/api/v1/contacts/CON-1', { key: reader })).status).toBe(200)
  expect((await app.request('GET', '/api/v1/contacts/CON-1', { key: other })).status).toBe(403)
  expect((await app.request('POST', '/api/v1/contacts', { key: reader, body: { first_name: 'A' } })).status).toBe(403)
})
