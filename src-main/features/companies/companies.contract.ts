import { z } from 'zod'
import { currency, locale, timeZone } from '../../contract/fields.ts'
import { route } from '../../contract/route.ts'

/** Largest logo, in bytes of the image itself. */
export const maxLogoBytes = 300_000

/** Most pixels of a logo. */
export const maxLogoPixels = 4_000_000

export const logoMediaTypes = ['image/png', 'image/jpeg'] as const
export type LogoMediaType = (typeof logoMediaTypes)[number]

const text = (max: number) => z.string().trim().max(max)

export const companyName = z.string().trim().min(1).max(120)

/** ISO 3166-1. */
const country = z
  .string()
  .regex(/^[A-Z]{2}$/, 'must be a country of two letters such as TR')
  .describe('Whose rules hold for its tax number, and where phone numbers without a country code belong.')

const letterhead = {
  name: companyName,
  address: text(500),
  taxOffice: text(120),
  taxNumber: text(40).describe('In Türkiye a VKN of 10 digits or a TCKN of 11, whose check digits are verified.'),
  phone: text(40),
  email: z.union([z.literal(''), z.email().max(254)]),
  website: text(200).nullable(),
  locale: locale.describe('Language of what the company prints.'),
  currency,
  timeZone,
  country,
  invoiceNotes: text(2_000).nullable().describe('Printed under every invoice.'),
}

export const company = z
  .object({
    slug: z.string(),
    ...letterhead,
    hasLogo: z.boolean(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Company' })

export type Company = z.output<typeof company>

export const companyChange = z
  .strictObject({
    ...letterhead,
    country: country.optional().describe('Stays as it is unless given.'),
    version: z.int().positive().describe('The version that was read; a newer one answers 409.'),
  })
  .meta({ id: 'CompanyChange' })

export type CompanyChange = z.output<typeof companyChange>

const exampleLetterhead: z.input<z.ZodObject<typeof letterhead>> = {
  name: 'Öztürk Makina',
  address: 'Gebze OSB, 1000. Sokak No 4, Gebze / Kocaeli',
  taxOffice: 'Gebze',
  taxNumber: '6340112234',
  phone: '+90 262 555 01 07',
  email: 'muhasebe@ozturkmakina.example',
  website: 'ozturkmakina.example',
  locale: 'tr',
  currency: 'TRY',
  timeZone: 'Europe/Istanbul',
  country: 'TR',
  invoiceNotes: 'Ödeme: 30 gün.',
}

const exampleCompany: Company = {
  slug: 'ozturk-makina',
  ...exampleLetterhead,
  hasLogo: true,
  version: 2,
  createdAt: '2026-11-02T07:15:00.000Z',
  updatedAt: '2026-11-22T08:40:12.123Z',
}

export const getCompany = route({
  method: 'GET',
  path: '/api/company',
  operationId: 'get_company',
  summary: 'Get the company of the credential: letterhead, currency, time zone',
  tag: 'Company',
  access: { scope: 'company:read' },
  response: company,
  example: { response: exampleCompany },
})

export const updateCompany = route({
  method: 'PUT',
  path: '/api/company',
  operationId: 'update_company',
  summary: 'Replace what the company prints on its documents',
  tag: 'Company',
  access: { scope: 'company:write' },
  changesCompany: true,
  body: companyChange,
  response: company,
  errors: ['version_conflict'],
  example: { body: { ...exampleLetterhead, version: 1 }, response: exampleCompany },
})

export const getCompanyLogo = route({
  method: 'GET',
  path: '/api/company/logo',
  operationId: 'get_company_logo',
  summary: 'Get the logo as PNG or JPEG',
  tag: 'Company',
  access: { scope: 'company:read' },
  response: { mediaType: 'image/*' },
  errors: ['not_found'],
})

/** The smallest picture there is, as an example. */
const onePixelPng = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

export const setCompanyLogo = route({
  method: 'PUT',
  path: '/api/company/logo',
  operationId: 'set_company_logo',
  summary: `Set the logo, a PNG or JPEG of at most ${maxLogoBytes / 1_000} kB`,
  tag: 'Company',
  access: { scope: 'company:write' },
  changesCompany: true,
  body: z.strictObject({ mediaType: z.enum(logoMediaTypes), base64: z.base64().min(1) }),
  response: company,
  errors: ['payload_too_large', 'unsupported_media_type'],
  example: { body: { mediaType: 'image/png', base64: onePixelPng }, response: exampleCompany },
})

export const deleteCompanyLogo = route({
  method: 'DELETE',
  path: '/api/company/logo',
  operationId: 'delete_company_logo',
  summary: 'Remove the logo',
  tag: 'Company',
  access: { scope: 'company:write' },
  changesCompany: true,
  response: company,
  example: { response: { ...exampleCompany, hasLogo: false } },
})
