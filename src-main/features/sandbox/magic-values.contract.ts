/** Tax numbers of customers that decide what the simulated e-invoice provider answers. All have valid check digits; nobody bears them. */
export const magicValues = [
  {
    taxNumber: '9900000011',
    status: 'failed',
    code: 'recipient_not_registered',
    message: 'The recipient is not registered for e-invoices.',
  },
  {
    taxNumber: '9900000029',
    status: 'failed',
    code: 'document_rejected',
    message: 'The tax authority refused the document: its schema check failed.',
  },
  {
    taxNumber: '9900000037',
    status: 'failed',
    code: 'signature_expired',
    message: 'The sender’s electronic seal has expired.',
  },
  {
    taxNumber: '9900000044',
    status: 'failed_once',
    code: 'provider_unavailable',
    message: 'The tax authority did not answer. Send the invoice again.',
  },
  {
    taxNumber: '9900000052',
    status: 'canceled',
    code: null,
    message: 'The recipient rejected the invoice.',
  },
  { taxNumber: '9900000060', status: 'sent_slowly', code: null, message: null },
] as const

export type MagicValue = (typeof magicValues)[number]
