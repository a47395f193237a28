import type { z } from 'zod'
import { type ConnectorContext, defineConnector } from '../kit/connector.ts'
import { sends } from '../kit/sending.ts'
import { type SmtpSignIn, sendMail, verify } from './smtp-session.ts'
import { smtpConfig, smtpCredentials } from './smtp-settings.ts'

type Context = ConnectorContext<z.output<typeof smtpConfig>, z.output<typeof smtpCredentials>>

const signInOf = ({ config: { userName }, credentials: { password } }: Context): SmtpSignIn =>
  userName === null ? undefined : { user: userName, pass: password ?? '' }

/** Any mail server. Well-known ones fill the form (https://nodemailer.com/smtp/well-known-services). */
export const smtpConnector = defineConnector({
  type: 'smtp',
  name: 'SMTP',
  category: 'mail',
  protocol: 'SMTP',
  auth: 'basic',
  config: smtpConfig,
  credentials: smtpCredentials,
  presets: {
    gmail: { name: 'Gmail', config: { host: 'smtp.gmail.com', port: 465, security: 'tls' } },
    outlook: { name: 'Outlook, Microsoft 365', config: { host: 'smtp.office365.com', port: 587, security: 'starttls' } },
    yandex: { name: 'Yandex', config: { host: 'smtp.yandex.com', port: 465, security: 'tls' } },
    sendgrid: { name: 'SendGrid', config: { host: 'smtp.sendgrid.net', port: 587, security: 'starttls', userName: 'apikey' } },
    brevo: { name: 'Brevo', config: { host: 'smtp-relay.brevo.com', port: 587, security: 'starttls' } },
    ses: { name: 'Amazon SES', config: { host: 'email-smtp.eu-central-1.amazonaws.com', port: 587, security: 'starttls' } },
  },
  actions: sends('mail', (context: Context, mail) => sendMail(context, mail, signInOf(context))),
  test: (context) => verify(context, signInOf(context)),
})
