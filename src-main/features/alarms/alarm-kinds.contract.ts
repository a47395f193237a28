/** What Interlock watches over by itself. */
export const alarmKinds = ['webhook_failing', 'api_errors', 'disk_space', 'api_key_expiring', 'certificate_expiring', 'backlog'] as const
export type AlarmKind = (typeof alarmKinds)[number]

/** In the order of urgency. */
export const alarmPriorities = ['low', 'medium', 'high', 'critical'] as const
export type AlarmPriority = (typeof alarmPriorities)[number]

/**
 * Where an alarm stands (ISA-18.2): its condition is there or has gone, and somebody has taken note of it or not. A shelved one is out of sight
 * until a time. It is closed once its condition has gone and somebody has taken note.
 */
export const alarmStates = ['active_unacknowledged', 'active_acknowledged', 'returned_unacknowledged', 'shelved', 'closed'] as const
export type AlarmState = (typeof alarmStates)[number]

interface WatchedValue {
  /** What the value is counted in. */
  readonly unit: 'minutes' | 'percent' | 'days'
  /** On which side of the threshold it is alarming. */
  readonly direction: 'above' | 'below'
  readonly maxThreshold: number
}

/** What is measured for each kind, and how it is read. */
export const watchedValues: Readonly<Record<AlarmKind, WatchedValue>> = {
  webhook_failing: { unit: 'minutes', direction: 'above', maxThreshold: 10_080 },
  backlog: { unit: 'percent', direction: 'above', maxThreshold: 100 },
  api_errors: { unit: 'percent', direction: 'above', maxThreshold: 100 },
  disk_space: { unit: 'percent', direction: 'below', maxThreshold: 99 },
  api_key_expiring: { unit: 'days', direction: 'below', maxThreshold: 90 },
  certificate_expiring: { unit: 'days', direction: 'below', maxThreshold: 90 },
}
