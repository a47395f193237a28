import type { Connector } from './kit/connector.ts'
import { restConnector } from './rest/rest.connector.ts'
import { restOauthConnector } from './rest-oauth/rest-oauth.connector.ts'
import { smtpConnector } from './smtp/smtp.connector.ts'

/** Every connector, in the order of the catalogue; one line each. */
export const connectors: readonly Connector[] = [smtpConnector, restConnector, restOauthConnector]
