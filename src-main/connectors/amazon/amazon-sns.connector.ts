import { defineConnector, type TestFinding } from '../kit/connector.ts'
import { type MessageOf, type SentMessage, sends } from '../kit/sending.ts'
import { awsCredentials } from './aws-client.ts'
import { judgeSns, openSns, type SnsContext, snsConfig } from './sns-client.ts'

/** NB: SNS picks the encoding by the text, and tells what becomes of it only in CloudWatch. */
async function sendSms(context: SnsContext, { to, text }: MessageOf<'sms'>): Promise<SentMessage> {
  const { client, sdk } = await openSns(context)
  const { senderId } = context.config
  const attribute = (value: string) => ({ DataType: 'String', StringValue: value })
  const { MessageId: id } = await client.send(
    new sdk.PublishCommand({
      PhoneNumber: to,
      Message: text,
      MessageAttributes: {
        'AWS.SNS.SMS.SMSType': attribute('Transactional'),
        ...(senderId === null ? {} : { 'AWS.SNS.SMS.SenderID': attribute(senderId) }),
      },
    }),
  )
  return { vendorId: id ?? null }
}

async function test(context: SnsContext): Promise<TestFinding> {
  const { client, sdk } = await openSns(context)
  const { IsInSandbox: isInSandbox } = await client.send(new sdk.GetSMSSandboxAccountStatusCommand({}))
  return { account: `${context.config.accessKeyId}, ${context.config.region}${isInSandbox === true ? ', SMS sandbox' : ''}` }
}

/** Amazon Simple Notification Service, for SMS. */
export const amazonSnsConnector = defineConnector({
  type: 'amazon_sns',
  name: 'Amazon SNS',
  category: 'sms',
  protocol: 'HTTP',
  auth: 'key',
  config: snsConfig,
  credentials: awsCredentials,
  http: { baseUrl: ({ region }) => `https://sns.${region}.amazonaws.com`, judge: judgeSns },
  actions: sends('sms', sendSms),
  test,
})
