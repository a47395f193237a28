import { grants, type Scope } from '../contract/scopes.ts'
import { snakeCase } from '../contract/wire.ts'
import { breakdownPdf, type DocumentOptions, invoicePdf } from '../features/invoices/documents.ts'
import type { MessageRouteOptions } from '../features/messages/messages.routes.ts'
import type { Principal } from '../infra/http/principal.ts'
import { AppError, invalidField, notFound } from '../lib/app-error.ts'
import type { RecordRegistry } from '../records/record-registry.ts'
import { recordTypes } from './record-types.ts'

type Json = Readonly<Record<string, unknown>>

const scopesOf = { invoice: 'invoices:read', service_breakdown: 'jobs:read' } as const

/** What messages need to know of records: their keys, and the documents that go along. */
export function messageRecords(
  options: DocumentOptions & { readonly registry: RecordRegistry },
): Pick<MessageRouteOptions, 'documentOf' | 'recordOf'> {
  const { registry } = options
  return {
    documentOf: async (principal, document, recordId) => {
      assertMayRead(principal, scopesOf[document])
      const id = String(recordId)
      const { workspace } = principal
      const made = document === 'invoice' ? invoicePdf(options, workspace, id) : breakdownPdf(options, workspace, { id, locale: undefined })
      return { ...(await made), mediaType: 'application/pdf' }
    },
    recordOf: (principal, { type, id }) => {
      const declared = recordTypes.find(({ plural }) => plural === type)
      if (declared === undefined) throw invalidField('record.type', 'must be a type of record such as invoices')
      assertMayRead(principal, `${declared.plural}:read`)
      const { db } = principal.workspace
      const record = registry.find(type).findOnWire(db, id) as Json | undefined // an object on the wire
      if (record === undefined) throw notFound('record', id)
      const referred = Object.entries(declared.references).flatMap(([field, plural]) => {
        const other = record[snakeCase(field)]
        const mayRead = grants(principal.scopes, `${plural}:read` as Scope) // a reference names a record type
        return mayRead && typeof other === 'number' ? [registry.find(plural).findOnWire(db, other) as Json] : []
      })
      const key = String(record[`${snakeCase(declared.name)}_key`])
      return { key, around: [record, ...referred], documents: documentsOf(type, id, record) }
    },
  }
}

/** The documents that are made of a record. */
function documentsOf(type: string, recordId: number, record: Json): ReturnType<MessageRouteOptions['recordOf']>['documents'] {
  if (type === 'invoices') {
    return [{ document: 'invoice', recordId, fileName: `${record['invoice_number'] ?? record['invoice_key']}.pdf` }]
  }
  return type === 'jobs' ? [{ document: 'service_breakdown', recordId, fileName: `${record['job_key']}.pdf` }] : []
}

function assertMayRead({ scopes }: Principal, scope: Scope): void {
  if (grants(scopes, scope)) return
  throw new AppError('forbidden', `This needs the scope ${scope}.`, {
    details: { scope, fix: 'Use a key or an account that holds this scope.' },
  })
}
