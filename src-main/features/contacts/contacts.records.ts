import type { DeclaredRecords } from '../../records/declared-records.ts'
import type { RecordRules } from '../../records/record-service.ts'
import { type Contact, contactType } from './contacts.contract.ts'
import { contacts } from './contacts.table.ts'

/** A contact is known by its whole name; a consent carries the time it was given, and keeps none once it is taken back. */
const rules: RecordRules = {
  beforeSave: (tx, row, previous) => {
    const { firstName, lastName, tags, marketingConsent } = row as Contact // validated by the contract
    return {
      name: `${firstName} ${lastName}`.trim(),
      tags: [...new Set(tags)],
      marketingConsentAt: marketingConsent ? (previous?.['marketingConsentAt'] ?? tx.now) : null,
    }
  },
}

export const contactRecords: DeclaredRecords = { type: contactType, table: contacts, rules }
