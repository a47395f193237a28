import { expect, test } from 'vitest'
import { isSecretName } from './secret-names.ts'

test.each([
  'Authorization',
  'x-api-key',
  'client_secret',
  'accessToken',
  'X-Signature',
  'Set-Cookie',
  'new_password',
  'code_verifier',
  'secretKey',
  'pfx',
])('%s names a secret', (name) => expect(isSecretName(name)).toBe(true))

test.each(['token_count', 'keyboard', 'job_key', 'author', 'key_prefix', 'code'])('%s does not', (name) =>
  expect(isSecretName(name)).toBe(false),
)
