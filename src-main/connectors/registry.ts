import { iletiMerkeziConnector } from './ileti-merkezi/ileti-merkezi.connector.ts'
import type { Connector } from './kit/connector.ts'
import { netgsmConnector } from './netgsm/netgsm.connector.ts'
import { restConnector } from './rest/rest.connector.ts'
import { restOauthConnector } from './rest-oauth/rest-oauth.connector.ts'
import { smtpConnector } from './smtp/smtp.connector.ts'
import { twilioConnector } from './twilio/twilio.connector.ts'
import { vonageConnector } from './vonage/vonage.connector.ts'

/** Every connector, in the order of the catalogue; one line each. */
export const connectors: readonly Connector[] = [
  smtpConnector,
  netgsmConnector,
  iletiMerkeziConnector,
  twilioConnector,
  vonageConnector,
  restConnector,
  restOauthConnector,
]
