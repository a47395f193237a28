import { describe, expect, it } from 'vitest'
import { groupsOf, hasEvent, hasGroup, hasPart, withEvent, withEverything, withGroup } from './event-choice.ts'

const [job, customer] = groupsOf([{ event: 'job.created' }, { event: 'job.completed' }, { event: 'customer.created' }])
if (job === undefined || customer === undefined) throw new Error('two kinds of records make two groups')

describe('the choice of events', () => {
  it('groups the catalog by kind of record', () => {
    expect([job, customer]).toEqual([
      { name: 'job', events: ['job.created', 'job.completed'] },
      { name: 'customer', events: ['customer.created'] },
    ])
  })

  it('takes a group in the place of its events, and leaves the others', () => {
    expect(withGroup(['job.created', 'customer.created'], job, true)).toEqual(['customer.created', 'job.*'])
    expect(withGroup(['job.*', 'customer.created'], job, false)).toEqual(['customer.created'])
  })

  it('adds and takes away single events', () => {
    expect(withEvent(['job.created'], 'job.completed', true)).toEqual(['job.created', 'job.completed'])
    expect(withEvent(['job.created'], 'job.created', false)).toEqual([])
  })

  it('knows what a choice covers', () => {
    expect([hasGroup(['*'], job), hasGroup(['job.*'], job), hasGroup(['job.created'], job)]).toEqual([true, true, false])
    expect([hasEvent(['job.*'], job, 'job.created'), hasEvent(['customer.*'], job, 'job.created')]).toEqual([true, false])
    expect([hasPart(['job.created'], job), hasPart(['job.*'], job)]).toEqual([true, false])
    expect(withEverything(true)).toEqual(['*'])
  })
})
