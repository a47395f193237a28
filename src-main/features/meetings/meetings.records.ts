import { invalidField } from '../../lib/app-error.ts'
import type { DeclaredRecords } from '../../records/declared-records.ts'
import type { RecordRules } from '../../records/record-service.ts'
import { type Meeting, meetingType } from './meetings.contract.ts'
import { meetings } from './meetings.table.ts'

/** A meeting ends after it starts. */
const rules: RecordRules = {
  beforeSave: (_tx, row) => {
    const { startsAt, endsAt } = row as Meeting // validated by the contract
    if (endsAt <= startsAt) throw invalidField('ends_at', 'must be after starts_at', 'Send an end that is later than the start.')
    return {}
  },
}

export const meetingRecords: DeclaredRecords = { type: meetingType, table: meetings, rules }
