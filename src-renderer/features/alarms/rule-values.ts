import type { AlarmRule } from '../../../src-main/features/alarms/alarm-rules.contract.ts'

/** What a person sets of a rule. */
export type RuleValues = Omit<AlarmRule, 'kind' | 'unit' | 'direction' | 'version' | 'updatedAt'>
