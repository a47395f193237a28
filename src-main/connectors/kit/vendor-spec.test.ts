import { describe, expect, test } from 'vitest'
import { startTestVendor, vendorSpecs } from './test-vendor-spec.ts'

/** Sends what a connector could send, by hand. */
async function send(body: unknown, path = '/v3/mail/send'): Promise<readonly string[]> {
  const vendor = await startTestVendor('sendgrid-mail-send.openapi.json', () => ({ status: 202 }))
  await fetch(vendor.url + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  return vendor.complaints
}

const mail = {
  personalizations: [{ to: [{ email: 'ali@example.com' }] }],
  from: { email: 'plant@example.com' },
  subject: 'Deneme',
  content: [{ type: 'text/plain', value: 'Merhaba' }],
}

describe.runIf(vendorSpecs !== undefined)('the check of requests by a vendor’s description', () => {
  test('lets pass what is right', async () => expect(await send(mail)).toEqual([]))

  test.each([
    ['a mistyped optional field', { ...mail, replyTo: { email: 'a@example.com' } }],
    ['one at depth', { ...mail, personalizations: [{ to: [{ email: 'ali@example.com', nmae: 'Ali' }] }] }],
    ['a wrong type', { ...mail, subject: 7 }],
    ['a missing field', { ...mail, from: undefined }],
  ])('finds %s', async (_, body) => expect(await send(body)).toHaveLength(1))

  test('finds a path that there is not', async () => expect(await send(mail, '/v3/mail/sned')).toHaveLength(1))
})
