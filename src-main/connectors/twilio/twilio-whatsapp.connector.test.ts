import { expect, test } from 'vitest'
import { openTestConnector } from '../kit/test-connector.ts'
import { startTestVendor } from '../kit/test-vendor-spec.ts'
import { twilioWhatsappConnector } from './twilio-whatsapp.connector.ts'

const hex = '0123456789abcdef'.repeat(2)

async function connect() {
  const vendor = await startTestVendor('twilio-messages.openapi.json', () => ({ status: 201, body: { sid: `SM${hex}`, status: 'queued' } }))
  const options = {
    config: { accountSid: `AC${hex}`, sender: '+14155238886' },
    credentials: { authToken: 'f00dfeedf00dfeed' },
    baseUrl: vendor.url,
  }
  return { vendor, connector: openTestConnector(twilioWhatsappConnector, options) }
}

test('a text and a template go out as Twilio describes them, between two WhatsApp numbers', async () => {
  const { vendor, connector } = await connect()
  const to = '+905321234567'
  expect(await connector.run('sendWhatsapp', { to, text: 'İş emriniz hazır' })).toMatchObject({ vendorId: `SM${hex}` })
  await connector.run('sendWhatsapp', { to, template: { name: `HX${hex}`, language: 'tr', parameters: ['JOB-12', 'Şişli'] } })
  expect(vendor.complaints).toEqual([])
  const between = { To: 'whatsapp:+905321234567', From: 'whatsapp:+14155238886' }
  expect(vendor.requests.map(({ body }) => body)).toEqual([
    { ...between, Body: 'İş emriniz hazır' },
    { ...between, ContentSid: `HX${hex}`, ContentVariables: '{"1":"JOB-12","2":"Şişli"}' },
  ])
})

test('a template by its name, which Twilio would refuse, is refused before', async () => {
  const { vendor, connector } = await connect()
  const sending = connector.run('sendWhatsapp', { to: '+905321234567', template: { name: 'siparis_hazir', language: 'tr' } })
  await expect(sending).rejects.toMatchObject({ code: 'invalid_request', details: { field: 'template.name' } })
  expect(vendor.requests).toEqual([])
})
