import { expect, test } from 'vitest'
import { hashKey, isKeyOf } from './api-key-hash.ts'

const key = 'live_1fJjkkpe9PiTw9KSulA8Ghct30vZz4HpdQ5c5b9cPF14HW5uj'

test('a key is known by its own hash and no other, and no two hashes of it are the same', async () => {
  const [one, other] = await Promise.all([hashKey(key), hashKey(key)])
  expect(one).toMatch(/^\$2b\$10\$[./A-Za-z0-9]{53}$/)
  expect(one).not.toBe(other)
  expect(await isKeyOf(other, key)).toBe(true)
  expect(await isKeyOf(other, `${key.slice(0, -1)}k`)).toBe(false)
})

test('a hash that another implementation of bcrypt made is still known', async () => {
  const ofOther = '$2b$10$I.ERPeb09nMB2PanThO19eAjJMtFpPOYrxv76rrqKsn4gvNT1ncHq' // @node-rs/bcrypt 2.0.0
  expect(await isKeyOf(ofOther, key)).toBe(true)
  expect(await isKeyOf(ofOther, key.replace('live_', 'test_'))).toBe(false)
})

test('what is longer than bcrypt reads is refused, and neither hashed nor recognized by its beginning', async () => {
  const longest = 'ş'.repeat(36) // 72 bytes
  const hash = await hashKey(longest)
  expect(await isKeyOf(hash, longest)).toBe(true)
  await expect(hashKey(`${longest}a`)).rejects.toThrow('72 bytes')
  expect(await isKeyOf(hash, `${longest}a`)).toBe(false)
})
