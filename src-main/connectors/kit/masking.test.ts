import { expect, test } from 'vitest'
import { createMask } from './masking.ts'

const token = '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw'
const password = 'ş3 "cret"/?&+'
const mask = createMask([token, password, 'ab'])

test.each([
  ['a token in the path', `https://api.telegram.org/bot${token}/sendMessage`],
  ['a token in a query', `https://x.example/?t=${encodeURIComponent(token)}`],
  ['a password in JSON', JSON.stringify({ request: { authentication: { key: 'k', hash: password } } })],
  ['a password in a form', new URLSearchParams({ usercode: '850', sifre: password }).toString()],
  ['a password in Base64', Buffer.from(password).toString('base64')],
  ['a password in a sentence', `The password ${password} is wrong.`],
])('%s is hidden', (_, text) => {
  const masked = mask.text(text)
  for (const form of [token, password, encodeURIComponent(token), encodeURIComponent(password), JSON.stringify(password).slice(1, -1)])
    expect(masked).not.toContain(form)
  expect(masked).toContain('••••')
})

test('what is not secret stays as it is, and so do words that hold a secret of two letters', () => {
  expect(mask.text('{"to":"+905551112233","text":"table"}')).toBe('{"to":"+905551112233","text":"table"}')
})

test('headers that are named like a secret are hidden whole', () => {
  expect(mask.headers({ authorization: 'Basic abc', 'x-plant': '7', 'set-cookie': ['a=1', 'b=2'], gone: undefined })).toEqual({
    authorization: '••••',
    'x-plant': '7',
    'set-cookie': '••••',
  })
})
