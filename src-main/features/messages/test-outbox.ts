import { createTestApp, type TestApp } from '../../app/test-app.ts'
import { startSmtpServer } from '../../connectors/smtp/test-smtp-server.ts'
import { listNewestEvents } from '../../events/event-log.ts'

export const mail = (given: object = {}) => ({
  kind: 'mail',
  to: ['ali@example.com'],
  subject: 'Proforma ğüşİı',
  text: 'Merhaba',
  ...given,
})

/** A plant with its mail server; `port` leads elsewhere. */
export async function plantWithMail(options: { readonly app?: TestApp; readonly port?: number } = {}) {
  const app = options.app ?? (await createTestApp())
  const server = await startSmtpServer()
  const key = await app.createKey(['admin'])
  const connectTo = (port: number, given: object = {}) =>
    app.request('POST', '/api/integrations/smtp/connect', {
      key,
      body: { name: 'Office mail', config: { host: '127.0.0.1', port, security: 'none', from_address: 'plant@example.com' }, ...given },
    })
  await connectTo(options.port ?? server.port)
  const send = (body: object) => app.request('POST', '/api/v1/messages', { key, body })
  const get = async (id: number | string) => (await app.request('GET', `/api/v1/messages/${id}`, { key })).body
  const statusOf = async (id: number | string): Promise<string> => (await get(id)).status
  const act = (id: number | string, action: string) => app.request('POST', `/api/v1/messages/${id}/${action}`, { key })
  const eventsOf = (limit = 20) =>
    listNewestEvents(app.look('live'), 2 * limit)
      .filter(({ recordType }) => recordType === 'message')
      .map(({ event, recordKey }) => `${recordKey} ${event}`)
      .reverse()
  return { app, server, key, connectTo, send, get, statusOf, act, eventsOf }
}
