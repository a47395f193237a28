import { z } from 'zod'
import { hostName, line, password, port } from '../kit/fields.ts'
import { mailSender } from '../kit/mail.ts'

export const smtpConfig = z.strictObject({
  host: hostName,
  port: port.default(587),
  security: z.enum(['starttls', 'tls', 'none']).default('starttls'),
  userName: line.max(320).nullable().default(null),
  ...mailSender,
})

export const smtpCredentials = z.strictObject({ password: password.nullable().default(null) })

export type SmtpConfig = z.output<typeof smtpConfig>
export type SmtpCredentials = z.output<typeof smtpCredentials>
