import { expect, test } from 'vitest'
import { needsException } from './http-exception.tsx'

test.each([
  ['http://192.168.1.20/hook', true],
  ['http://mes.plant.local/', true],
  ['HTTP://MES/', true],
  ['https://192.168.1.20/hook', false],
  ['http://127.0.0.1:4790/', false],
  ['http://localhost:4790/', false],
  ['http://[::1]/', false],
  ['http://', false],
  ['', false],
])('%s asks for the exception: %s', (url, is) => {
  expect(needsException(url)).toBe(is)
})
