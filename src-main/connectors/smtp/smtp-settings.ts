import { z } from 'zod'
import { hostName, line, mailAddress, password, port } from '../kit/fields.ts'

export const smtpConfig = z.strictObject({
  host: hostName,
  port: port.default(587),
  security: z.enum(['starttls', 'tls', 'none']).default('starttls'),
  userName: line.max(320).nullable().default(null),
  fromAddress: mailAddress,
  fromName: line.max(200).default(''),
})

export const smtpCredentials = z.strictObject({ password: password.nullable().default(null) })

export type SmtpConfig = z.output<typeof smtpConfig>
export type SmtpCredentials = z.output<typeof smtpCredentials>
