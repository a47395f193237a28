import { z } from 'zod'
import { currency, optionalLongText, optionalText, shortText } from '../../contract/fields.ts'
import { recordType } from '../../contract/record.ts'

export const customerType = recordType({
  name: 'customer',
  plural: 'customers',
  keyPrefix: 'CUS',
  description: 'A company or person that the plant works for.',
  fields: {
    name: shortText,
    taxOffice: optionalText,
    taxNumber: z
      .string()
      .trim()
      .regex(/^[0-9A-Za-z.-]{2,30}$/, 'must be 2 to 30 letters, digits, dots or hyphens')
      .nullable()
      .default(null)
      .describe(
        'VKN, TCKN, NPWP or VAT number. In Türkiye, or where no country is set and it has 10 or 11 digits, its check digits are verified.',
      ),
    email: z.email().max(254).nullable().default(null),
    phone: optionalText,
    address: optionalLongText,
    city: optionalText,
    country: optionalText,
    currency: currency.default('TRY'),
    notes: optionalLongText,
  },
  computed: {},
  filters: { name: 'text', taxNumber: 'keyword', email: 'keyword', city: 'keyword', createdAt: 'time', updatedAt: 'time' },
  sorts: ['name', 'updatedAt'],
  titleField: 'name',
  search: ['name', 'taxNumber', 'email', 'phone', 'city', 'notes'],
  example: {
    name: 'Çağrı Şişe İmalat A.Ş.',
    taxOffice: 'Gebze',
    taxNumber: '1234567890',
    email: 'siparis@cagrisise.example',
    phone: '+90 262 555 01 07',
    address: 'Cumhuriyet Mah. 44',
    city: 'Kocaeli',
    country: 'TR',
    currency: 'TRY',
    notes: null,
  },
})

export type Customer = z.output<typeof customerType.resource>
