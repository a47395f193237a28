import { z } from 'zod'

/** What is shown of a certificate. */
export const certificate = z
  .object({
    subject: z.string(),
    issuer: z.string(),
    validFrom: z.iso.datetime(),
    validUntil: z.iso.datetime(),
    fingerprint: z.string().describe('SHA-256.'),
  })
  .meta({ id: 'Certificate' })

export type Certificate = z.output<typeof certificate>

/** One certificate or several as text. */
export const pem = z.string().trim().min(1).max(200_000)
