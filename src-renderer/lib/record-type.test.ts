import { describe, expect, it } from 'vitest'
import { invoiceType } from '../../src-main/features/invoices/invoices.contract.ts'
import { jobType } from '../../src-main/features/jobs/jobs.contract.ts'
import { openTransitions, type RecordBase, readKey } from './record-type.ts'

describe('readKey', () => {
  it('reads a number, and the key in any writing', () => {
    expect(['1042', 'job-1042', ' JOB 1042 ', 'JOB1042'].map((typed) => readKey(jobType, typed))).toEqual(Array(4).fill('JOB-1042'))
  })

  it('takes no words and no other type’s key', () => {
    expect(['şase', 'CUS-4', '0', '10a', ''].map((typed) => readKey(jobType, typed))).toEqual(Array(5).fill(undefined))
  })

  it('knows the form of keys that are no row ids', () => {
    expect(readKey(invoiceType, 'pro-2026-0311')).toBe('PRO-2026-0311')
  })
})

describe('openTransitions', () => {
  const base: RecordBase = { id: 1, version: 1, createdAt: '', updatedAt: '' }
  const statusesFrom = (status: string) =>
    openTransitions({ ...jobType, resource: jobType.resource as never }, { ...base, status } as never)

  it('leaves out what only another operation sets', () => {
    expect(statusesFrom('completed')).toEqual(['in_progress'])
  })

  it('offers nothing where another operation must take back first', () => {
    expect(statusesFrom('invoiced')).toEqual([])
  })
})
