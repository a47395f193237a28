import { z } from 'zod'

/** Something secret that a person thinks up: nothing of it is ever shown again. */
export const password = z.string().min(1).max(1_000).meta({ writeOnly: true })

/** Something secret that a machine made: its last four characters may be shown, to tell one from another. */
export const secretKey = z.string().trim().min(1).max(10_000).meta({ writeOnly: true, 'x-shows-ending': true })

/** A host name or an address. */
export const hostName = z
  .string()
  .trim()
  .max(253)
  .regex(/^[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?$|^[0-9a-f:]+$/i, 'must be a host name such as mail.example.com or an address')

export const port = z.int().min(1).max(65_535)

export const webAddress = z
  .string()
  .trim()
  .max(2_000)
  .regex(/^https?:\/\/[^\s/?#@]+[^\s?#]*$/i, 'must be an address such as https://api.example.com, without a query')

export const mailAddress = z.email().max(254)

/** A text in one line. */
export const line = z
  .string()
  .trim()
  .max(500)
  .regex(/^[^\r\n]*$/, 'must be on one line')
