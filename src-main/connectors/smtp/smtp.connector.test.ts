import type { AddressInfo } from 'node:net'
import { createServer, type Server } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { makeCertificate } from '../../infra/outbound/test-certificates.ts'
import { openTestConnector } from '../kit/test-connector.ts'
import { smtpConnector } from './smtp.connector.ts'
import { startSmtpServer } from './test-smtp-server.ts'

const from = { fromAddress: 'uretim@fabrika.example', fromName: 'Üretim, Şişli' }
const credentials = { password: 's3cret-Şifre' }
const mail = { to: ['ali@musteri.example'], subject: 'İş emri ğüşıöç tamamlandı', text: 'Merhaba Ayşe' }

const connect = (port: number, config: object, given: object = credentials, way = {}) =>
  openTestConnector(smtpConnector, { config: { host: '127.0.0.1', port, ...from, ...config }, credentials: { ...given }, way })

/** A server that accepts connections and says nothing. */
async function startSilence(onConnection: (server: Server) => void = () => undefined): Promise<number> {
  const server = createServer((socket) => void socket.on('error', () => undefined))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onConnection(server)
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port // it listens on TCP
}

test('a mail with Turkish subject, names and an attachment arrives as it was written', async () => {
  const server = await startSmtpServer()
  const smtp = connect(server.port, { security: 'none', userName: 'plant' })
  const content = Buffer.from('fatura, ş').toString('base64')
  const sent = await smtp.run(
    'sendMail',
    {
      ...mail,
      html: '<p>Merhaba</p>',
      cc: ['veli@musteri.example'],
      attachments: [{ fileName: 'Fatura Şubat.pdf', mediaType: 'application/pdf', content }],
    },
    'msg_1',
  )
  expect(server.mails).toHaveLength(1)
  const [arrived] = server.mails
  expect(arrived?.subject).toBe(mail.subject)
  expect(arrived?.from?.value).toEqual([{ address: from.fromAddress, name: from.fromName }])
  expect(arrived?.text).toContain('Merhaba Ayşe')
  expect(arrived?.attachments.map((one) => [one.filename, one.contentType, one.content.toString()])).toEqual([
    ['Fatura Şubat.pdf', 'application/pdf', 'fatura, ş'],
  ])
  expect(sent).toEqual({ vendorId: arrived?.messageId, parts: null, cost: null, refused: [] })
})

test('the same key gives the same Message-ID', async () => {
  const server = await startSmtpServer()
  const smtp = connect(server.port, { security: 'none' }, {})
  for (const key of ['msg_1', 'msg_1', 'msg_2']) await smtp.run('sendMail', mail, key)
  const ids = server.mails.map(({ messageId }) => messageId)
  expect([ids[0] === ids[1], ids[1] === ids[2]]).toEqual([true, false])
})

test.each(['tls', 'starttls'] as const)('%s is spoken with a server whose authority the connection names', async (security) => {
  const certificate = await makeCertificate('127.0.0.1')
  const server = await startSmtpServer({ ...certificate, secure: security === 'tls' })
  const smtp = connect(server.port, { security, userName: 'plant' }, credentials, { authorities: certificate.cert })
  await smtp.run('sendMail', mail)
  expect(server.mails).toHaveLength(1)
  expect((await smtp.test()).failure).toBeNull()
})

test.each(['tls', 'starttls'] as const)(
  'with %s a server of an unknown authority gets nothing, and the test names TLS',
  async (security) => {
    const server = await startSmtpServer({ ...(await makeCertificate('127.0.0.1')), secure: security === 'tls' })
    const { failure, steps } = await connect(server.port, { security, userName: 'plant' }).test()
    expect([failure?.kind, steps.find(({ state }) => state === 'failed')?.step]).toEqual(['tls', 'tls'])
  },
)

test('a server that cannot encrypt is not spoken to in the clear', async () => {
  const server = await startSmtpServer()
  const { failure } = await connect(server.port, { security: 'starttls', userName: 'plant' }).test()
  expect([failure?.kind, server.mails]).toEqual(['tls', []])
})

test('a wrong password is told as such, with the words of the server', async () => {
  const server = await startSmtpServer()
  const { failure, steps } = await connect(server.port, { security: 'none', userName: 'plant' }, { password: 'wrong' }).test()
  expect([failure?.kind, failure?.vendor?.status, failure?.vendor?.message]).toEqual([
    'wrong_credentials',
    535,
    expect.stringContaining('Username and Password not accepted'),
  ])
  expect(steps.map(({ state }) => state)).toEqual(['ok', 'ok', 'not_needed', 'ok', 'failed'])
})

test('where nothing listens, the test names the connection', async () => {
  const server = await startSilence()
  const port = server
  const { failure, steps } = await connect(port, { security: 'none', host: 'interlock.invalid' }).test()
  expect([failure?.kind, steps[0]?.state]).toEqual(['dns', 'failed'])
  const closed = await connect(9, { security: 'none' }).test()
  expect([closed.failure?.kind, closed.steps[1]?.state]).toEqual(['refused', 'failed'])
})

test('a server that takes the connection and never shakes hands is told as a hung TLS handshake', async () => {
  const { failure, steps } = await connect(await startSilence(), { security: 'tls' }).test()
  expect([failure?.kind, steps.find(({ state }) => state === 'failed')?.step]).toEqual(['tls_hung', 'tls'])
})

test('what answers HTTP is no mail server', async () => {
  const { createServer: createHttpServer } = await import('node:http')
  const web = createHttpServer((_, response) => void response.end('hello'))
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void web.close())
  const { failure } = await connect((web.address() as AddressInfo).port, { security: 'none' }).test()
  expect(failure?.step).toBe('protocol')
}, 60_000)

test('a mail of 30 MB that the server does not take is told as too large, and is not sent twice', async () => {
  const server = await startSmtpServer({ size: 1_000_000 })
  const smtp = connect(server.port, { security: 'none' }, {})
  const content = Buffer.alloc(30 * 1024 * 1024, 'a').toString('base64')
  const attempt = smtp.run('sendMail', { ...mail, attachments: [{ fileName: 'a.bin', mediaType: 'application/octet-stream', content }] })
  await expect(attempt).rejects.toMatchObject({ kind: 'too_large', step: 'vendor' })
  expect([server.mails.length, smtp.calls.length]).toEqual([0, 1])
})

test('a recipient that the server refuses is named while the others get the mail', async () => {
  const server = await startSmtpServer({
    onRcptTo: ({ address }, _, done) =>
      address.startsWith('yok') ? done(Object.assign(new Error('No such user'), { responseCode: 550 })) : done(),
  })
  const smtp = connect(server.port, { security: 'none' }, {})
  const sent = await smtp.run('sendMail', { ...mail, to: ['ali@musteri.example', 'yok@musteri.example'] })
  expect(sent).toMatchObject({ refused: [{ to: 'yok@musteri.example', reason: expect.stringContaining('No such user') }] })
  await expect(smtp.run('sendMail', { ...mail, to: ['yok@musteri.example'] })).rejects.toMatchObject({ kind: 'rejected' })
})
