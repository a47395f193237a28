import { expect, test } from 'vitest'
import { createTestApp } from '../../app/test-app.ts'
import { newTestBrowser } from '../../app/test-browser.ts'

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

async function setUp() {
  const app = await createTestApp({ isFresh: true })
  const browser = newTestBrowser(app.url)
  const body = {
    token: new URL(app.setupUrl ?? '').searchParams.get('token'),
    company_name: 'Işık Çelik',
    name: 'A',
    email: 'a@example.com',
    password: 'uzun bir parola',
    language: 'id',
  }
  await browser.call('POST', '/api/setup', { body })
  const putLogo = (media_type: string, bytes: Buffer) =>
    browser.call('PUT', '/api/company/logo', { body: { media_type, base64: bytes.toString('base64') } })
  return { ...app, browser, putLogo }
}

const time = '2026-11-22T08:00:00.000Z'
const fresh = {
  slug: 'isik-celik',
  name: 'Işık Çelik',
  address: '',
  tax_office: '',
  tax_number: '',
  phone: '',
  email: '',
  website: null,
  locale: 'id',
  currency: 'IDR',
  time_zone: 'Asia/Jakarta',
  country: 'ID',
  invoice_notes: null,
  has_logo: false,
  version: 1,
  created_at: time,
  updated_at: time,
}

const { slug: _slug, has_logo: _hasLogo, created_at: _createdAt, updated_at: _updatedAt, ...letterhead } = fresh

test('a company starts with what its language suggests and is replaced whole, by version', async () => {
  const { browser, advance } = await setUp()
  expect((await browser.call('GET', '/api/company')).body).toEqual(fresh)
  advance(1_000)
  const change = {
    ...letterhead,
    name: 'Işık',
    address: 'Cadde 12\nGebze',
    email: 'a@b.example',
    currency: 'TRY',
    time_zone: 'Europe/Istanbul',
  }
  const changed = { ...fresh, ...change, version: 2, updated_at: '2026-11-22T08:00:01.000Z' }
  expect((await browser.call('PUT', '/api/company', { body: change })).body).toEqual(changed)
  expect(await browser.call('PUT', '/api/company', { body: change })).toMatchObject({
    status: 409,
    body: { code: 'version_conflict', details: { current_version: 2 } },
  })
  expect((await browser.call('GET', '/api/company')).body).toEqual(changed)
  expect((await browser.call('GET', '/api/session')).body['companies']).toEqual([{ slug: 'isik-celik', name: 'Işık', role: 'owner' }])
})

test('an invalid letterhead names its fields', async () => {
  const { browser } = await setUp()
  const wrong = { ...letterhead, time_zone: 'Mars/Base', currency: 'GBP', email: 'x', slug: 'other' }
  const { body } = await browser.call('PUT', '/api/company', { body: wrong })
  expect(body['details']).toMatchObject({ fields: [{ field: 'email' }, { field: 'currency' }, { field: 'time_zone' }, { field: 'slug' }] })
})

test('the tax number of a company in Türkiye has the right check digits, that of one abroad is its own', async () => {
  const { browser } = await setUp()
  const save = async (change: object) => {
    const { status, body } = await browser.call('PUT', '/api/company', { body: { ...letterhead, ...change } })
    return [status, body['message']]
  }
  const wrong = 'tax_number: is no valid number: its check digits do not fit'
  expect(await save({ country: 'TR', tax_number: '6340112233' })).toEqual([400, wrong])
  expect(await save({ country: 'TR', tax_number: '12' })).toEqual([400, 'tax_number: must be a VKN of 10 digits or a TCKN of 11'])
  expect((await save({ tax_number: '6340112233' }))[0]).toBe(200)
  expect(await save({ country: 'TR', tax_number: '6340112233', version: 2 })).toEqual([400, wrong])
  expect((await save({ country: 'TR', tax_number: '6340112234', version: 2 }))[0]).toBe(200)
})

test('a logo comes back with its own media type until it is removed', async () => {
  const { browser, putLogo } = await setUp()
  expect(await browser.call('GET', '/api/company/logo')).toMatchObject({ status: 404, body: { code: 'not_found' } })
  expect((await putLogo('image/png', png)).body).toEqual({ ...fresh, has_logo: true, version: 2 })
  const logo = await browser.call('GET', '/api/company/logo')
  expect([logo.status, logo.headers.get('content-type'), logo.bytes]).toEqual([200, 'image/png', png])
  expect((await browser.call('DELETE', '/api/company/logo')).body).toEqual({ ...fresh, version: 3 })
  expect((await browser.call('GET', '/api/company/logo')).status).toBe(404)
})

test('a logo that is too large, or not what it is said to be, is refused', async () => {
  const { browser, putLogo } = await setUp()
  const large = Buffer.concat([png, Buffer.alloc(300_000)])
  const answers = [await putLogo('image/png', large), await putLogo('image/jpeg', png), await putLogo('image/svg+xml', png)]
  expect(answers.map(({ status, body }) => [status, body['code']])).toEqual([
    [413, 'payload_too_large'],
    [415, 'unsupported_media_type'],
    [400, 'invalid_request'],
  ])
  expect((await browser.call('GET', '/api/company')).body).toEqual(fresh)
})
