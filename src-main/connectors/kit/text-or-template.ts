import { invalidField } from '../../lib/app-error.ts'
import type { MessageOf } from './sending.ts'

type Whatsapp = MessageOf<'whatsapp'>

/** What a WhatsApp message consists of, which is one thing. @throws AppError `invalid_request` */
export function textOrTemplate({
  text,
  template,
}: Whatsapp): { readonly text: string } | { readonly template: NonNullable<Whatsapp['template']> } {
  if (template !== null && text === null) return { template }
  if (template === null && text !== null && text !== '') return { text }
  throw invalidField(
    'text',
    'give either a text or a template',
    'A text arrives within 24 hours of the last message of the recipient; later use a template.',
  )
}
