import { describe, expect, test } from 'vitest'
import { listsWith, type Person, person, remoteOf } from './google-person.ts'

const own = (value: object, primary = false) => ({ ...value, metadata: { primary, source: { type: 'CONTACT', id: '1' } } })

const selin = {
  resourceName: 'people/c1',
  etag: '%1',
  metadata: { sources: [{ type: 'CONTACT', id: '1', etag: '#1', updateTime: '2026-11-22T08:00:00.123456Z' }] },
  names: [own({ givenName: 'Selin', familyName: 'Aydın', displayName: 'Selin Aydın', middleName: 'Su' })],
  emailAddresses: [own({ value: 'ev@example.com', type: 'home' }), own({ value: 'selin@cagri.example', type: 'work' }, true)],
  phoneNumbers: [
    own({ value: '+90 532 555 01 07', type: 'mobile' }),
    own({ value: '+90 262 555 01 07', type: 'work', canonicalForm: '+902625550107' }),
  ],
  organizations: [own({ name: 'Çağrı Şişe', title: 'Müdür', department: 'Satın alma' })],
  biographies: [own({ value: 'Salı günleri yok.' })],
  clientData: [own({ key: 'other', value: 'x' }), own({ key: 'interlock', value: 'syn_1' })],
}

const known: Person = person.parse(selin)

test('a person has the first of each list, the primary one where there is one', () => {
  expect(remoteOf(selin)).toMatchObject({
    id: 'people/c1',
    key: 'syn_1',
    changedAt: '2026-11-22T08:00:00.123Z',
    isDeleted: false,
    fields: {
      firstName: 'Selin',
      lastName: 'Aydın',
      company: 'Çağrı Şişe',
      jobTitle: 'Müdür',
      email: 'selin@cagri.example',
      phone: '+90 262 555 01 07',
      mobile: '+90 532 555 01 07',
      notes: 'Salı günleri yok.',
    },
  })
})

test.each([
  ['a company', { organizations: [own({ name: 'Çağrı Şişe' })] }, 'Çağrı Şişe'],
  ['a mail address', { emailAddresses: [own({ value: 'info@example.com' })] }, 'info@example.com'],
  ['a family name', { names: [own({ familyName: 'Aydın' })] }, 'Aydın'],
  ['nothing', {}, null],
  ['a profile alone', { names: [{ givenName: 'Selin', metadata: { source: { type: 'PROFILE', id: '1' } } }] }, null],
])('who has only %s is called by it', (_, given, firstName) => {
  const { fields } = remoteOf({ resourceName: 'people/c2', ...given })
  expect([fields['firstName'], fields['lastName']]).toEqual([firstName, null])
})

describe('what is written', () => {
  test('keeps the other numbers and addresses, and what else stands in the entry', () => {
    expect(listsWith(known, { phone: '+90 262 000 00 00', jobTitle: null, email: 'yeni@cagri.example' })).toEqual({
      phoneNumbers: [
        { value: '+90 262 000 00 00', type: 'work' },
        { value: '+90 532 555 01 07', type: 'mobile' },
      ],
      organizations: [{ name: 'Çağrı Şişe', department: 'Satın alma' }],
      emailAddresses: [
        { value: 'yeni@cagri.example', type: 'work' },
        { value: 'ev@example.com', type: 'home' },
      ],
    })
  })

  test('is the whole name, without what Google makes of it', () => {
    expect(listsWith(known, { lastName: 'Yılmaz' })).toEqual({ names: [{ givenName: 'Selin', familyName: 'Yılmaz', middleName: 'Su' }] })
  })

  test('is an empty list where nothing is left', () => {
    expect(listsWith(known, { notes: null })).toEqual({ biographies: [] })
  })

  test('of somebody new is what there is', () => {
    expect(listsWith(undefined, { firstName: 'Budi', lastName: 'Santoso', mobile: '+62 811 555' })).toEqual({
      names: [{ givenName: 'Budi', familyName: 'Santoso' }],
      phoneNumbers: [{ value: '+62 811 555', type: 'mobile' }],
    })
  })
})
