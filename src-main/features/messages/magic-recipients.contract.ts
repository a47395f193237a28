/** What becomes of a message in the sandbox, by its first recipient. Nobody bears these addresses and numbers; every other recipient gets it. */
export const magicRecipients = [
  { becomes: 'failed', mail: 'failed@example.com', number: '+905550000001', chat: 'failed' },
  { becomes: 'uncertain', mail: 'uncertain@example.com', number: '+905550000002', chat: 'uncertain' },
  { becomes: 'away_once', mail: 'away@example.com', number: '+905550000003', chat: 'away' },
  { becomes: 'read', mail: 'read@example.com', number: '+905550000004', chat: 'read' },
  { becomes: 'failed_later', mail: 'bounced@example.com', number: '+905550000005', chat: 'bounced' },
] as const

export type MagicOutcome = (typeof magicRecipients)[number]['becomes']
