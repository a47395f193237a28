import { describe, expect, it } from 'vitest'
import { assetType } from '../../src-main/features/assets/assets.contract.ts'
import { jobType } from '../../src-main/features/jobs/jobs.contract.ts'
import { factNames, formRows, listColumns } from './record-layout.ts'
import type { RecordBase, RecordTypeOf } from './record-type.ts'

const job: RecordTypeOf<RecordBase> = jobType
const asset: RecordTypeOf<RecordBase> = assetType

describe('the layout of a type', () => {
  it('lists title, references, status and a few telling fields', () => {
    expect(listColumns(job)).toEqual(['title', 'customerId', 'invoiceId', 'status', 'dueDate', 'netAmount', 'updatedAt'])
    expect(listColumns(asset)).toEqual(['name', 'status', 'category', 'serialNumber', 'commissionedOn', 'updatedAt'])
  })

  it('groups the facts of a record, and repeats no copied title', () => {
    expect(factNames(job)).toEqual({
      facts: ['customerId', 'reference', 'currency', 'statusNote', 'invoiceId'],
      times: ['dueDate', 'startedAt', 'completedAt', 'createdAt', 'updatedAt'],
      longTexts: ['description'],
      lists: ['lines'],
    })
  })

  it('puts short fields of a form in pairs', () => {
    expect(formRows(job)).toEqual([['title'], ['description'], ['customerId', 'reference'], ['dueDate', 'currency'], ['lines']])
  })
})
