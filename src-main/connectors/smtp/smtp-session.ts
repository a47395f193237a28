import type { SMTPPoolOptions } from 'nodemailer'
import type { ConnectorContext, TestFinding } from '../kit/connector.ts'
import { type Mail, mailOptions } from '../kit/mail.ts'
import type { SentMessage } from '../kit/sending.ts'
import { smtpFailure } from './smtp-failure.ts'
import type { SmtpServer } from './smtp-settings.ts'

type Context = Pick<ConnectorContext<SmtpServer, unknown>, 'config' | 'connect' | 'own' | 'keep' | 'secureContext' | 'idempotencyKey'>

/** How a server is signed in to; undefined for one that asks for nothing. */
export type SmtpSignIn = SMTPPoolOptions['auth'] | undefined

/** Connections to one server at a time, and mails over each before it is made anew. */
const maxConnections = 5
const maxMessages = 100

const greetingTimeoutMs = 10_000
const silenceTimeoutMs = 60_000

/** Sends through the pool of the connection. @throws ConnectorFailure */
export async function sendMail(context: Context, mail: Mail, signIn: SmtpSignIn): Promise<SentMessage> {
  const { config, own, idempotencyKey } = context
  const pool = await context.keep('pool', () => openPool(context, signIn), closePool)
  return own({
    method: 'SEND',
    target: targetOf(config),
    isTls: config.security !== 'none',
    request: [`From: ${config.fromAddress}`, `To: ${mail.to.join(', ')}`, `Subject: ${mail.subject}`, '', mail.text].join('\n'),
    // A server that took the mail and then went silent would send it a second time.
    isRepeatable: false,
    run: async () => {
      const info = await pool.sendMail(mailOptions(config, mail, idempotencyKey)).catch((error) => {
        throw smtpFailure(error, config.security)
      })
      const refused = (info.rejectedErrors ?? []).map((error) => ({ to: error.recipient ?? '', reason: error.response ?? error.message }))
      return {
        result: { vendorId: info.messageId, refused },
        status: Number(info.response?.slice(0, 3)) || null,
        answer: info.response ?? '',
      }
    },
  })
}

/** Connects, greets, signs in, and leaves. @throws ConnectorFailure */
export async function verify(context: Context, signIn: SmtpSignIn): Promise<TestFinding> {
  const { config, own } = context
  const pool = await context.keep('pool', () => openPool(context, signIn), closePool)
  return own({
    method: 'VERIFY',
    target: targetOf(config),
    isTls: config.security !== 'none',
    request: '',
    isRepeatable: true,
    run: async () => {
      await pool.verify().catch((error) => {
        throw smtpFailure(error, config.security)
      })
      return { result: { account: signIn?.user ?? null }, status: null, answer: 'signed in' }
    },
  })
}

type Pool = ReturnType<typeof openPool>

const closePool = async (pool: Pool): Promise<void> => (await pool).close()

const targetOf = ({ host, port, security }: SmtpServer): string => `${security === 'tls' ? 'smtps' : 'smtp'}://${host}:${port}`

async function openPool({ config, connect, secureContext }: Context, signIn: SmtpSignIn) {
  const { createTransport } = await import('nodemailer')
  const { host, port, security } = config
  const options: SMTPPoolOptions & { readonly pool: true } = {
    pool: true,
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(signIn === undefined ? {} : { auth: signIn }),
    tls: { secureContext: secureContext() },
    maxConnections,
    maxMessages,
    // A mail that was being sent when the connection broke may have arrived; the messages decide whether it goes again.
    maxRequeues: 0,
    greetingTimeout: greetingTimeoutMs,
    socketTimeout: silenceTimeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    getSocket: (_, done) => {
      connect({ host, port, security }).then(
        (connection) => done(null, { connection, secured: security === 'tls' }),
        (error: Error) => done(error),
      )
    },
  }
  return createTransport(options)
}
