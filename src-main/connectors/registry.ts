import { amazonSesConnector } from './amazon/amazon-ses.connector.ts'
import { amazonSnsConnector } from './amazon/amazon-sns.connector.ts'
import { brevoConnector } from './brevo/brevo.connector.ts'
import { gmailConnector } from './google/gmail.connector.ts'
import { googleContactsConnector } from './google/google-contacts.connector.ts'
import { googleDriveConnector } from './google/google-drive.connector.ts'
import { googleSheetsConnector } from './google/google-sheets.connector.ts'
import { iletiMerkeziConnector } from './ileti-merkezi/ileti-merkezi.connector.ts'
import type { Connector } from './kit/connector.ts'
import { messengerConnector } from './meta/messenger.connector.ts'
import { whatsappConnector } from './meta/whatsapp.connector.ts'
import { outlookConnector } from './microsoft/outlook.connector.ts'
import { netgsmConnector } from './netgsm/netgsm.connector.ts'
import { restConnector } from './rest/rest.connector.ts'
import { restOauthConnector } from './rest-oauth/rest-oauth.connector.ts'
import { sendgridConnector } from './sendgrid/sendgrid.connector.ts'
import { slackConnector } from './slack/slack.connector.ts'
import { smtpConnector } from './smtp/smtp.connector.ts'
import { smtpOauthConnector } from './smtp/smtp-oauth.connector.ts'
import { telegramConnector } from './telegram/telegram.connector.ts'
import { twilioConnector } from './twilio/twilio.connector.ts'
import { twilioWhatsappConnector } from './twilio/twilio-whatsapp.connector.ts'
import { vonageConnector } from './vonage/vonage.connector.ts'

/** Every connector, in the order of the catalogue; one line each. */
export const connectors: readonly Connector[] = [
  gmailConnector,
  outlookConnector,
  smtpConnector,
  smtpOauthConnector,
  sendgridConnector,
  brevoConnector,
  amazonSesConnector,
  netgsmConnector,
  iletiMerkeziConnector,
  twilioConnector,
  vonageConnector,
  amazonSnsConnector,
  whatsappConnector,
  twilioWhatsappConnector,
  googleSheetsConnector,
  googleDriveConnector,
  googleContactsConnector,
  slackConnector,
  telegramConnector,
  messengerConnector,
  restConnector,
  restOauthConnector,
]
