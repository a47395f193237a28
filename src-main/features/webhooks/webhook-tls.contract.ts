import { z } from 'zod'
import { certificate, pem } from '../../contract/certificate.ts'

/** What an admin sets of the TLS of a webhook; what is left out stays as it is, null takes it away. */
export const webhookTlsInput = z
  .strictObject({
    authorities: pem
      .nullable()
      .optional()
      .describe('PEM of one or more certificates. With them the certificate of the receiver has to come from one of these and no other.'),
    client: z
      .strictObject({
        certificate: pem.optional().describe('PEM; its own first, then those between it and its authority.'),
        privateKey: z
          .string()
          .trim()
          .min(1)
          .max(20_000)
          .optional()
          .describe('PEM without a passphrase; kept sealed and never shown again.'),
        pfx: z.base64().min(1).max(200_000).optional().describe('Instead of these two: a PKCS#12 file (.pfx, .p12) with both, as base64.'),
        passphrase: z.string().max(1_000).optional().describe('Of the PFX; it is used once and not kept.'),
      })
      .nullable()
      .optional()
      .describe('What Interlock shows to a receiver that asks for a client certificate (mTLS).'),
  })
  .meta({ id: 'WebhookTlsInput' })

export const webhookTls = z
  .object({
    authorities: z.array(certificate).describe('Empty for those that the machine trusts.'),
    client: certificate.nullable(),
  })
  .meta({ id: 'WebhookTls' })

export type WebhookTlsInput = z.output<typeof webhookTlsInput>
export type WebhookTls = z.input<typeof webhookTls>
