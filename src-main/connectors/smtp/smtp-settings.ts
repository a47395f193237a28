import { z } from 'zod'
import { hostName, line, password, port, webAddress } from '../kit/fields.ts'
import { mailSender } from '../kit/mail.ts'
import { oauthClient } from '../kit/oauth-rules.ts'

export const smtpConfig = z.strictObject({
  host: hostName,
  port: port.default(587),
  security: z.enum(['starttls', 'tls', 'none']).default('starttls'),
  userName: line.max(320).nullable().default(null),
  ...mailSender,
})

export const smtpCredentials = z.strictObject({ password: password.nullable().default(null) })

/** A token is as good as a password, so that it never goes in the clear. */
export const smtpOauthConfig = z.strictObject({
  ...oauthClient.config,
  host: hostName,
  port: port.default(587),
  security: z.enum(['starttls', 'tls']).default('starttls'),
  ...mailSender,
  authorizationUrl: webAddress,
  tokenUrl: webAddress,
  scopes: line.max(2_000),
})

export const smtpOauthCredentials = z.strictObject(oauthClient.credentials)

/** What both ways of signing in have in common. */
export type SmtpServer = Pick<z.output<typeof smtpConfig>, 'host' | 'port' | 'security' | 'fromAddress' | 'fromName'>
