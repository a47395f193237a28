import { z } from 'zod'
import { callSteps, failureKinds } from '../../connectors/kit/connector.contract.ts'
import { certificate, pem } from '../../contract/certificate.ts'
import { shortText } from '../../contract/fields.ts'
import { proxyInput, shownProxy } from '../outgoing-calls/outgoing-calls.contract.ts'

/** As the seeds spell them: it works or nobody has used it yet; somebody took it out of use; it needs a person. */
export const connectionStatuses = ['ACTIVE', 'INACTIVE', 'ERROR'] as const
export type ConnectionStatus = (typeof connectionStatuses)[number]

const time = z.iso.datetime()

export const vendorWords = z
  .object({ status: z.int().nullable(), code: z.string().nullable(), message: z.string().nullable() })
  .meta({ id: 'VendorWords', description: 'What the vendor said, in its own words.' })

/** What went wrong, told in the language of the caller. */
export const connectionFailure = z
  .object({
    kind: z.enum(failureKinds),
    step: z.enum(callSteps).describe('Where it went wrong: finding the address, connecting, TLS, the protocol, or the vendor.'),
    message: z.string(),
    fix: z.string(),
    detail: z.string().nullable().describe('What the network said.'),
    vendor: vendorWords.nullable(),
  })
  .meta({ id: 'ConnectionFailure' })

/** As it is kept: its sentence follows from the kind. */
export interface LastError {
  readonly at: string
  readonly kind: (typeof failureKinds)[number]
  readonly step: (typeof callSteps)[number]
  readonly detail: string | null
  readonly vendor: z.output<typeof vendorWords> | null
}

const fields = z.record(z.string().max(100), z.unknown())

const network = z.object({
  baseUrl: z.string().nullable().describe('Null for the vendor’s.'),
  isHttpAllowed: z.boolean(),
  authorities: z.array(certificate).describe('Empty for those of the company and the machine.'),
  client: certificate.nullable(),
  proxy: shownProxy.nullable().describe('Null for that of the company.'),
})

export const connection = z
  .object({
    id: z.int(),
    type: z.string(),
    name: z.string(),
    config: fields,
    credentials: z
      .record(z.string(), z.object({ ending: z.string().nullable().describe('The last characters of a key; null for a password.') }))
      .describe('Those that are saved. They are never answered again.'),
    network,
    status: z.enum(connectionStatuses),
    isDefault: z.boolean().describe('Meant where only the type is named.'),
    account: z.string().nullable().describe('As the vendor calls it.'),
    lastSuccessAt: time.nullable(),
    lastError: connectionFailure.extend({ at: time }).nullable(),
    grant: z
      .object({
        scope: z.string().nullable().describe('What was granted, as the vendor says it.'),
        grantedAt: time,
        refreshedAt: time,
        expiresAt: time.nullable().describe('Of the token in use; it is renewed before.'),
      })
      .nullable()
      .describe('What the vendor granted by OAuth; null while nobody has signed in.'),
    nextRefreshAt: time.nullable().describe('When its token is renewed by itself; null where there is none.'),
    ownerId: z.int().nullable(),
    version: z.int(),
    createdAt: time,
    updatedAt: time,
  })
  .meta({ id: 'Connection' })

export type ConnectionView = z.input<typeof connection>

const baseUrl = z
  .string()
  .trim()
  .max(2_000)
  .regex(/^https?:\/\/[^\s/?#@]+[^\s?#]*$/i, 'must be an address such as https://api.example.com, without a query')

/** What is left out stays as it is, null takes it away. */
const networkInput = z
  .strictObject({
    baseUrl: baseUrl.nullable().optional().describe('A gateway of the plant instead of the vendor.'),
    isHttpAllowed: z.boolean().optional().describe('The exception for plain http in the private network.'),
    authorities: pem.nullable().optional().describe('PEM; with them the server’s certificate has to come from one of these and no other.'),
    client: z
      .strictObject({ certificate: pem, privateKey: z.string().trim().min(1).max(20_000) })
      .nullable()
      .optional()
      .describe('What Interlock shows to a server that asks for a certificate; the key is kept sealed.'),
    proxy: proxyInput.nullable().optional().describe('Instead of that of the company.'),
  })
  .meta({ id: 'ConnectionNetworkInput' })

export type NetworkInput = z.output<typeof networkInput>

/** What is given of a connection; its config and credentials are checked by the schemas of its connector. */
export const connectionInput = {
  name: shortText.optional().describe('The name of the connector unless it is given.'),
  config: fields.default({}),
  credentials: fields.default({}).describe('Kept sealed and never shown again; what is left out stays as it is.'),
  network: networkInput.default({}),
}

export const connectionChange = z
  .strictObject({
    id: z.int().positive(),
    name: shortText.optional(),
    config: fields.optional().describe('All of it.'),
    credentials: fields.optional().describe('Those that change; null takes one away.'),
    network: networkInput.optional(),
    isActive: z.boolean().optional().describe('False takes it out of use and keeps everything.'),
    isDefault: z.literal(true).optional(),
    version: z.int().optional().describe('The version that was read; when given, a newer one answers 409.'),
  })
  .meta({ id: 'ConnectionChange' })

export type ConnectionChange = z.output<typeof connectionChange>

export const testResult = z
  .object({
    isOk: z.boolean(),
    steps: z.array(
      z.object({
        step: z.enum(callSteps),
        state: z.enum(['ok', 'failed', 'not_reached', 'not_needed']),
        ms: z.number().nullable(),
      }),
    ),
    account: z.string().nullable(),
    failure: connectionFailure.nullable(),
  })
  .meta({ id: 'ConnectionTest' })

export type TestResultView = z.input<typeof testResult>
