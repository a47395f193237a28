import type { z } from 'zod'
import { type ConnectorContext, defineConnector } from '../kit/connector.ts'
import { ConnectorFailure } from '../kit/failure.ts'
import { sends } from '../kit/sending.ts'
import { type SmtpSignIn, sendMail, verify } from './smtp-session.ts'
import { smtpOauthConfig, smtpOauthCredentials } from './smtp-settings.ts'

type Config = z.output<typeof smtpOauthConfig>
type Context = ConnectorContext<Config, z.output<typeof smtpOauthCredentials>>

/** Each connection of the pool signs in with the token of its time. */
const signInOf = ({ config: { fromAddress }, accessToken }: Context): SmtpSignIn => ({
  type: 'OAuth2',
  user: fromAddress,
  provisionCallback: (_user, _isAgain, done) => {
    accessToken().then(
      (token) => done(null, token),
      (error: Error) => done(error),
    )
  },
})

/** A token that the server does not take, though its time is not over, is renewed once. */
async function withToken<Result>({ accessToken }: Context, run: () => Promise<Result>): Promise<Result> {
  const token = await accessToken()
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof ConnectorFailure && error.kind === 'wrong_credentials')) throw error
    await accessToken(token)
    return run()
  }
}

const microsoft = 'https://login.microsoftonline.com/common/oauth2/v2.0'

/** Any mail server that takes tokens (XOAUTH2): those that no longer take a password. */
export const smtpOauthConnector = defineConnector({
  type: 'smtp_oauth',
  name: 'SMTP, OAuth 2',
  category: 'mail',
  protocol: 'SMTP',
  auth: 'oauth2',
  config: smtpOauthConfig,
  credentials: smtpOauthCredentials,
  presets: {
    gmail: {
      name: 'Gmail',
      config: {
        host: 'smtp.gmail.com',
        port: 465,
        security: 'tls',
        authorizationUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
        tokenUrl: 'https://oauth2.googleapis.com/token',
        scopes: 'https://mail.google.com/',
      },
    },
    outlook: {
      name: 'Outlook, Microsoft 365',
      config: {
        host: 'smtp.office365.com',
        port: 587,
        security: 'starttls',
        authorizationUrl: `${microsoft}/authorize`,
        tokenUrl: `${microsoft}/token`,
        scopes: 'https://outlook.office.com/SMTP.Send offline_access',
      },
    },
    yandex: {
      name: 'Yandex',
      config: {
        host: 'smtp.yandex.com',
        port: 465,
        security: 'tls',
        authorizationUrl: 'https://oauth.yandex.com/authorize',
        tokenUrl: 'https://oauth.yandex.com/token',
        scopes: 'mail:smtp',
      },
    },
  },
  oauth: {
    provider: 'any',
    endpoints: ({ authorizationUrl, tokenUrl }) => ({
      issuer: new URL(authorizationUrl).origin,
      authorization: authorizationUrl,
      token: tokenUrl,
    }),
    scopes: ({ scopes }: Config) => scopes.split(/\s+/).filter((scope) => scope !== ''),
    // For Google, which gives no refresh token without; the others need not know them (RFC 6749 3.1).
    parameters: { access_type: 'offline', prompt: 'consent' },
    redirectHost: 'localhost',
  },
  actions: sends('mail', (context: Context, mail) => withToken(context, () => sendMail(context, mail, signInOf(context)))),
  test: (context) => withToken(context, () => verify(context, signInOf(context))),
})
