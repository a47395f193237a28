import { expect, test } from 'vitest'
import { makeCertificate } from '../../infra/outbound/test-certificates.ts'
import { nobodySignedIn } from '../kit/failure.ts'
import { openTestConnector } from '../kit/test-connector.ts'
import { smtpOauthConnector } from './smtp-oauth.connector.ts'
import { startSmtpServer } from './test-smtp-server.ts'

const mail = { to: ['ali@musteri.example'], subject: 'İş emri ğüşıöç tamamlandı', text: 'Merhaba Ayşe' }

interface Tokens {
  readonly accessToken: () => Promise<string>
  readonly renewedToken?: (refused: string) => Promise<string>
}

/** A real server over TLS that takes the token `token-1`. */
async function connect(tokens: Tokens, { security = 'tls', isAtOnce = true }: { security?: 'tls' | 'starttls'; isAtOnce?: boolean } = {}) {
  const certificate = await makeCertificate('127.0.0.1')
  const server = await startSmtpServer({
    ...certificate,
    secure: security === 'tls',
    authMethods: ['XOAUTH2'],
    ...(isAtOnce
      ? {}
      : {
          onAuth: ({ accessToken }, _, done) =>
            done(null, accessToken === 'token-1' ? { user: 'plant' } : { data: { status: '401', schemes: 'bearer', scope: 'mail' } }),
        }),
  })
  const config = {
    clientId: 'plant',
    host: '127.0.0.1',
    port: server.port,
    security,
    fromAddress: 'uretim@fabrika.example',
    fromName: 'Üretim',
    authorizationUrl: 'https://accounts.example.com/auth',
    tokenUrl: 'https://accounts.example.com/token',
    scopes: 'mail',
  }
  return { server, smtp: openTestConnector(smtpOauthConnector, { config, way: { authorities: certificate.cert }, ...tokens }) }
}

test.each(['tls', 'starttls'] as const)('with %s a mail goes out by a token, with Turkish subject and attachment', async (security) => {
  const { server, smtp } = await connect({ accessToken: async () => 'token-1' }, { security })
  const attachments = [{ fileName: 'Fatura Şubat.pdf', mediaType: 'application/pdf', content: Buffer.from('fatura, ş').toString('base64') }]
  await smtp.run('sendMail', { ...mail, attachments, inReplyTo: '<2@musteri.example>', references: ['<1@musteri.example>'] })
  const [arrived] = server.mails
  expect([arrived?.subject, arrived?.attachments[0]?.filename, arrived?.inReplyTo, arrived?.references]).toEqual([
    mail.subject,
    'Fatura Şubat.pdf',
    '<2@musteri.example>',
    ['<1@musteri.example>', '<2@musteri.example>'],
  ])
  expect(await smtp.test()).toMatchObject({ failure: null, finding: { account: 'uretim@fabrika.example' } })
})

test.each([
  ['at once, as Microsoft does', true],
  ['after telling why, as Google does', false],
])('a token that the server refuses %s is renewed once', async (_, isAtOnce) => {
  let token = 'token-0'
  const refused: string[] = []
  const { server, smtp } = await connect(
    {
      accessToken: async () => token,
      renewedToken: async (old) => {
        refused.push(old)
        token = 'token-1'
        return token
      },
    },
    { isAtOnce },
  )
  await smtp.run('sendMail', mail)
  expect([refused, server.mails.length]).toEqual([['token-0'], 1])
})

test('a token that is refused again is told as wrong credentials, with the words of the server', async () => {
  const { smtp, server } = await connect({ accessToken: async () => 'token-0', renewedToken: async () => 'token-0' })
  await expect(smtp.run('sendMail', mail)).rejects.toMatchObject({ kind: 'wrong_credentials', vendor: { status: 535 } })
  expect(server.mails).toEqual([])
})

test('where nobody has signed in, that is told', async () => {
  const { smtp } = await connect({ accessToken: () => Promise.reject(nobodySignedIn()) })
  expect((await smtp.test()).failure?.kind).toBe('no_grant')
})
