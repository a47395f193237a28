import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { onTestFinished } from 'vitest'

/** A real mail server; what it took is in `mails`. It lets in `plant` with `s3cret-Şifre`. */
export async function startSmtpServer(options: SMTPServerOptions = {}) {
  const mails: ParsedMail[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: options.secure || options.key !== undefined ? [] : ['STARTTLS'],
    allowInsecureAuth: true,
    logger: false,
    closeTimeout: 50,
    onAuth: ({ username, password, method, accessToken }, _, done) => {
      const isKnown = method === 'XOAUTH2' ? accessToken === 'token-1' : username === 'plant' && password === 's3cret-Şifre'
      if (isKnown) done(null, { user: username ?? '' })
      else done(Object.assign(new Error('Username and Password not accepted'), { responseCode: 535 }))
    },
    onData: (stream, _, done) => {
      simpleParser(stream).then(
        (mail) => {
          if (stream.sizeExceeded) return done(Object.assign(new Error('Message too large'), { responseCode: 552 }))
          mails.push(mail)
          done()
        },
        (error: Error) => done(error),
      )
    },
    ...options,
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const { port } = server.server.address() as AddressInfo // it listens on TCP
  return { port, mails }
}
