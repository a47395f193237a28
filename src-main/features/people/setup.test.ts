import { expect, test } from 'vitest'
import { createSetup } from './setup.ts'

const newSetup = (state: { hasOwner: boolean } = { hasOwner: false }) =>
  createSetup({ newSecret: (bytes) => Buffer.alloc(bytes, 1), hasOwner: () => state.hasOwner })

test('the token works once', async () => {
  const setup = newSetup()
  const token = setup.token() ?? ''
  expect(token).toHaveLength(43)
  await expect(setup.redeem('wrong', async () => 1)).rejects.toMatchObject({ code: 'forbidden' })
  expect(await setup.redeem(token, async () => 'made')).toBe('made')
  expect([setup.token(), setup.isNeeded()]).toEqual([undefined, false])
  await expect(setup.redeem(token, async () => 2)).rejects.toMatchObject({ code: 'conflict' })
})

test('a set-up that fails leaves it good, and two at the same time are one', async () => {
  const setup = newSetup()
  const token = setup.token() ?? ''
  await expect(setup.redeem(token, () => Promise.reject(new Error('weak password')))).rejects.toThrow('weak password')
  const [first, second] = await Promise.allSettled([setup.redeem(token, async () => 1), setup.redeem(token, async () => 2)])
  expect(first).toEqual({ status: 'fulfilled', value: 1 })
  expect(second).toMatchObject({ status: 'rejected', reason: { code: 'conflict' } })
})

test('an owner whom the CLI made ends it', async () => {
  const state = { hasOwner: false }
  const setup = newSetup(state)
  const token = setup.token() ?? ''
  state.hasOwner = true
  expect(setup.token()).toBeUndefined()
  await expect(setup.redeem(token, async () => 1)).rejects.toMatchObject({ code: 'conflict' })
})
