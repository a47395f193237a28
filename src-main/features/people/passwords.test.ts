import { parseOptions } from '@node-rs/argon2'
import { expect, test } from 'vitest'
import { hashPassword, isPasswordOf, nobodysHash } from './password-hash.ts'
import { assertGoodPassword } from './password-rules.ts'

test('a hash is Argon2id with the OWASP parameters, and the one for unknown people costs the same', async () => {
  const hash = await hashPassword('doğru at pil zımba')
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(parseOptions(nobodysHash)).toEqual(parseOptions(hash))
  expect(await isPasswordOf(hash, 'doğru at pil zımba')).toBe(true)
  expect(await isPasswordOf(hash, 'doğru at pil zımba '.normalize('NFD'))).toBe(false)
  expect(await isPasswordOf(undefined, 'doğru at pil zımba')).toBe(false)
})

test('the same letters are the same password, however the keyboard composes them', async () => {
  expect(await isPasswordOf(await hashPassword('şifre çok gizli'.normalize('NFC')), 'şifre çok gizli'.normalize('NFD'))).toBe(true)
})

test.each([
  ['kısa', false],
  ['Ayse@Example.com', false],
  [' ÖZTÜRK makina ', false],
  ['on karakter', true],
  ['🔑🔑🔑🔑🔑', false],
])('%s as a password: accepted %s', (password, isGood) => {
  const run = () => assertGoodPassword(password, { field: 'password', email: 'ayse@example.com', companyNames: ['Öztürk Makina'] })
  if (isGood) expect(run).not.toThrow()
  else expect(run).toThrow(expect.objectContaining({ code: 'invalid_request', details: expect.objectContaining({ field: 'password' }) }))
})
