import { describe, expect, test } from 'vitest'
import { listNewestEvents } from '../../events/event-log.ts'
import { createSyncedPlant, type SyncedPlant } from './test-synced-plant.ts'

const none = { created: 0, updated: 0, deleted: 0 }
const person = (givenName: string, email: string, more: object = {}) => ({
  names: [{ givenName, familyName: 'Aydın' }],
  emailAddresses: [{ value: email, type: 'work' }],
  ...more,
})

const create = (plant: SyncedPlant, body: object) => plant.call('POST', '/api/v1/contacts', body)
const change = async (plant: SyncedPlant, id: number, body: object) => {
  const { version } = await plant.call('GET', `/api/v1/contacts/${id}`)
  return plant.call('PATCH', `/api/v1/contacts/${id}`, { ...body, version })
}
const namesThere = ({ google }: SyncedPlant) =>
  google
    .contacts()
    .map(({ names }) => (names as { givenName: string }[])[0]?.givenName)
    .toSorted()
const namesHere = async (plant: SyncedPlant) => (await plant.contacts()).map(({ first_name }) => first_name).toSorted()
const notes = async (plant: SyncedPlant) => (await plant.call('GET', '/api/connections/1/sync/notes')).data
const eventsOf = ({ app }: SyncedPlant) => listNewestEvents(app.look('live'), 50).map(({ event }) => event)

test('the first sync only counts; confirmed, it brings both sides together', async () => {
  const plant = await createSyncedPlant()
  await create(plant, { first_name: 'Selin', last_name: 'Aydın', email: 'selin@example.com', phone: '0262' })
  await create(plant, { first_name: 'Budi', email: 'budi@example.com' })
  plant.google.add(person('Selin', 'selin@example.com', { organizations: [{ title: 'Müdür' }] }))
  for (const name of ['Ali', 'Veli', 'Can', 'Ece']) plant.google.add(person(name, `${name.toLowerCase()}@example.com`))
  plant.google.add({})

  const counts = {
    matched: 1,
    here: { ...none, created: 4, updated: 1 },
    there: { ...none, created: 1, updated: 1 },
    conflicts: 0,
    left: 1,
  }
  expect(await plant.sync()).toMatchObject({ state: 'done', is_preview: true, done: 6, counts, failure: null })
  expect([await namesHere(plant), plant.google.ids().length]).toEqual([['Budi', 'Selin'], 6])

  expect(await plant.sync({ confirm: true })).toMatchObject({ state: 'done', is_preview: false, counts })
  const all = ['Ali', 'Budi', 'Can', 'Ece', 'Selin', 'Veli']
  expect(await namesHere(plant)).toEqual(all)
  expect(plant.google.ids()).toHaveLength(7)
  expect((await plant.contacts()).find((one) => one.first_name === 'Selin')).toMatchObject({ job_title: 'Müdür', phone: '0262' })
  expect(plant.vendor.complaints).toEqual([])
  expect(await plant.call('GET', '/api/connections/1/sync')).toMatchObject({
    ...{ kind: 'records', interval_minutes: 60, is_confirmed: true, linked: 6 },
    next_run_at: '2026-11-22T09:00:00.000Z',
  })
  expect(await plant.sync()).toMatchObject({ counts: { matched: 0, here: none, there: none, conflicts: 0 } })
  expect(eventsOf(plant).filter((event) => event.startsWith('sync.'))).toEqual(['sync.finished'])
})

test('changes go both ways, field by field, and only they are written', async () => {
  const plant = await createSyncedPlant()
  const id = plant.google.add(person('Selin', 'selin@example.com', { phoneNumbers: [{ value: '0532', type: 'mobile' }] }))
  await plant.firstSync()
  plant.google.change(id, { phoneNumbers: [{ value: '0533', type: 'mobile' }] })
  await change(plant, 1, { job_title: 'Müdür' })
  const before = plant.vendor.requests.length
  expect(await plant.sync()).toMatchObject({ counts: { here: { updated: 1 }, there: { updated: 1 }, conflicts: 0 } })
  expect((await plant.contacts())[0]).toMatchObject({ mobile: '0533', job_title: 'Müdür' })
  expect(plant.google.contacts()[0]).toMatchObject({ phoneNumbers: [{ value: '0533' }], organizations: [{ title: 'Müdür' }] })
  const writes = plant.vendor.requests.slice(before).filter(({ method }) => method !== 'GET')
  expect(writes.map(({ path, query }) => [path, query.get('updatePersonFields')])).toEqual([[`/v1/${id}:updateContact`, 'organizations']])
  expect(plant.vendor.complaints).toEqual([])
})

test('of a field that both changed the last change wins, and the value that lost is told', async () => {
  const plant = await createSyncedPlant()
  const id = plant.google.add(person('Selin', 'selin@example.com'))
  await plant.firstSync()
  plant.app.advance(60_000)
  plant.google.change(id, { organizations: [{ title: 'Şef' }] })
  await change(plant, 1, { job_title: 'Müdür' })
  expect(await plant.sync()).toMatchObject({ counts: { conflicts: 1, here: none, there: { updated: 1 } } })
  expect(plant.google.contacts()[0]).toMatchObject({ organizations: [{ title: 'Müdür' }] })
  expect(await notes(plant)).toMatchObject([
    { kind: 'conflict', record_id: 1, title: 'Selin Aydın', field: 'jobTitle', kept: 'Müdür', lost: 'Şef', side: 'here' },
  ])
})

describe('deletions', () => {
  test('go both ways', async () => {
    const plant = await createSyncedPlant()
    const ids = ['Ali', 'Veli', 'Can'].map((name) => plant.google.add(person(name, `${name.toLowerCase()}@example.com`)))
    await plant.firstSync()
    plant.google.remove(ids[0] ?? '')
    await plant.call('DELETE', '/api/v1/contacts/2')
    expect(await plant.sync()).toMatchObject({ counts: { here: { deleted: 1 }, there: { deleted: 1 } } })
    expect([await namesHere(plant), namesThere(plant)]).toEqual([['Can'], ['Can']])
    expect(plant.vendor.complaints).toEqual([])
  })

  test('lose against a change on the other side', async () => {
    const plant = await createSyncedPlant()
    const ids = ['Ali', 'Veli'].map((name) => plant.google.add(person(name, `${name.toLowerCase()}@example.com`)))
    await plant.firstSync()
    plant.google.remove(ids[0] ?? '')
    await change(plant, 1, { job_title: 'Usta' })
    await plant.call('DELETE', '/api/v1/contacts/2')
    plant.google.change(ids[1] ?? '', { organizations: [{ title: 'Kalfa' }] })
    await plant.sync()
    expect([await namesHere(plant), namesThere(plant)]).toEqual([
      ['Ali', 'Veli'],
      ['Ali', 'Veli'],
    ])
    expect((await notes(plant)).map(({ kind, side }: { kind: string; side: string }) => [kind, side]).toSorted()).toEqual([
      ['change_kept', 'here'],
      ['change_kept', 'there'],
    ])
    expect(await plant.sync()).toMatchObject({ counts: { here: none, there: none } })
  })

  test('of a contact that others refer to are not followed, and it does not come back there', async () => {
    const plant = await createSyncedPlant()
    const id = plant.google.add(person('Ali', 'ali@example.com'))
    await plant.firstSync()
    await plant.call('POST', '/api/v1/customers', { name: 'Çağrı' })
    await plant.call('POST', '/api/v1/deals', { title: 'Hat 4', customer_id: 1, contact_id: 1 })
    plant.google.remove(id)
    await plant.sync()
    await plant.sync()
    expect([await namesHere(plant), namesThere(plant)]).toEqual([['Ali'], []])
    expect(await notes(plant)).toMatchObject([{ kind: 'still_needed', record_id: 1 }])
  })

  test('of many stop the run until somebody says that it is meant', async () => {
    const plant = await createSyncedPlant({ pageSize: 100 })
    const ids = Array.from({ length: 12 }, (_, index) => plant.google.add(person(`P${index}`, `p${index}@example.com`)))
    await plant.firstSync()
    for (const id of ids) plant.google.remove(id)
    expect(await plant.sync()).toMatchObject({ state: 'failed', stop_reason: 'many_deletions', failure: null })
    expect(await plant.contacts()).toHaveLength(12)
    expect(await plant.sync({ confirm: true })).toMatchObject({ state: 'done', counts: { here: { deleted: 12 } } })
    expect(await plant.contacts()).toEqual([])
  })
})

test('when Google has forgotten what changed since, everything is compared anew, and what is gone there goes here', async () => {
  const plant = await createSyncedPlant()
  const ids = ['Ali', 'Veli', 'Can', 'Ece'].map((name) => plant.google.add(person(name, `${name.toLowerCase()}@example.com`)))
  await plant.firstSync()
  plant.google.remove(ids[1] ?? '')
  plant.google.change(ids[2] ?? '', { organizations: [{ title: 'Usta' }] })
  plant.google.forget()
  expect(await plant.sync()).toMatchObject({ state: 'done', counts: { here: { created: 0, updated: 1, deleted: 1 }, there: none } })
  expect(await namesHere(plant)).toEqual(['Ali', 'Can', 'Ece'])
  expect(plant.vendor.complaints).toEqual([])
})

test('who changes a contact there while it is written is not overwritten', async () => {
  const plant = await createSyncedPlant()
  const id = plant.google.add(person('Selin', 'selin@example.com'))
  await plant.firstSync()
  await change(plant, 1, { job_title: 'Müdür' })
  let times = 0
  plant.google.intercept = ({ path }) => {
    if (path.endsWith(':updateContact') && ++times === 1) plant.google.change(id, { biographies: [{ value: 'Salı yok' }] })
    return undefined
  }
  await plant.sync()
  expect(times).toBe(2)
  expect(plant.google.contacts()[0]).toMatchObject({ organizations: [{ title: 'Müdür' }], biographies: [{ value: 'Salı yok' }] })
  expect((await plant.contacts())[0]).toMatchObject({ job_title: 'Müdür', notes: 'Salı yok' })
})

test('a creation whose answer got lost is not made again, also while Google does not list it yet', async () => {
  const plant = await createSyncedPlant()
  await plant.firstSync()
  plant.google.isSlow = true
  plant.google.intercept = (request) => {
    if (!request.path.endsWith(':batchCreateContacts')) return undefined
    plant.google.intercept = undefined
    plant.google.answer(request)
    return { status: 500, body: { error: { code: 500, message: 'backend', status: 'INTERNAL' } } }
  }
  await create(plant, { first_name: 'Budi', email: 'budi@example.com' })
  expect(await plant.sync()).toMatchObject({ state: 'failed', failure: { kind: 'vendor_down' } })
  expect(await plant.sync()).toMatchObject({ state: 'done', counts: { there: none } })
  plant.google.settle()
  await plant.sync()
  expect([namesThere(plant), await namesHere(plant)]).toEqual([['Budi'], ['Budi']])
  expect((await plant.call('GET', '/api/connections/1/sync')).linked).toBe(1)
})

test('a creation that surely never arrived is made again once Google has had its time', async () => {
  const plant = await createSyncedPlant()
  await plant.firstSync()
  plant.google.intercept = ({ path }) => {
    if (!path.endsWith(':batchCreateContacts')) return undefined
    plant.google.intercept = undefined
    return { status: 500, body: { error: { code: 500, message: 'backend', status: 'INTERNAL' } } }
  }
  await create(plant, { first_name: 'Budi', email: 'budi@example.com' })
  await plant.sync()
  await plant.sync()
  expect(namesThere(plant)).toEqual([])
  plant.app.advance(11 * 60_000)
  expect(await plant.sync()).toMatchObject({ counts: { there: { created: 1 } } })
  expect(namesThere(plant)).toEqual(['Budi'])
})

test('what Google does not take is told, and does not hold up the others', async () => {
  const plant = await createSyncedPlant()
  await plant.firstSync()
  const isBad = (body: unknown) => JSON.stringify(body).includes('Kötü')
  plant.google.intercept = ({ path, body }) =>
    path.endsWith(':batchCreateContacts') && isBad(body)
      ? { status: 400, body: { error: { code: 400, message: 'Invalid person', status: 'INVALID_ARGUMENT' } } }
      : undefined
  for (const name of ['Ali', 'Kötü', 'Can']) await create(plant, { first_name: name })
  expect(await plant.sync()).toMatchObject({ state: 'done', counts: { there: { created: 2 } } })
  expect(namesThere(plant)).toEqual(['Ali', 'Can'])
  expect(await notes(plant)).toMatchObject([{ kind: 'refused', title: 'Kötü', lost: 'Invalid person' }])
})

test('limits are waited for, with 429 and with 403', async () => {
  const plant = await createSyncedPlant()
  let count = 0
  plant.google.intercept = () => {
    count += 1
    if (count > 8 || count % 2 === 0) return undefined
    const reason = count % 4 === 1 ? 'RATE_LIMIT_EXCEEDED' : 'userRateLimitExceeded'
    const status = count % 4 === 1 ? 429 : 403
    return {
      status,
      headers: { 'retry-after': '0' },
      body: { error: { code: status, message: 'slow', status: 'X', details: [{ reason }] } },
    }
  }
  plant.google.add(person('Ali', 'ali@example.com'))
  expect(await plant.firstSync()).toMatchObject({ state: 'done', counts: { here: { created: 1 } } })
})

test('another account begins from the start: nothing is deleted for what is not in it', async () => {
  const plant = await createSyncedPlant()
  const id = plant.google.add(person('Ali', 'ali@example.com'))
  await plant.firstSync()
  plant.google.account = 'people/me2'
  plant.google.remove(id)
  expect(await plant.sync()).toMatchObject({ state: 'done', is_preview: true, counts: { there: { created: 1 }, here: none } })
  expect(await plant.call('GET', '/api/connections/1/sync')).toMatchObject({ is_confirmed: false, linked: 0, next_run_at: null })
  expect(await namesHere(plant)).toEqual(['Ali'])
})
